package listing

// Format describes one form of listing that Open knows.
type Format struct {
	Name  string // for Options.Format
	About string // half a sentence
}

// Formats returns every form, in the order in which they are tried.
func Formats() []Format { return nil }
