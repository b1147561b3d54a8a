// Package listing reads a listing of files, in any of the forms in which a
// CERT is handed one, into entries. It never opens what a listing lists.
package listing

// Entry is one item of a listing.
type Entry struct {
	// Path is slash-separated UTF-8 without a slash at either end and without
	// "." and ".." segments. It may hold any other character.
	Path      Path
	Size      int64 // bytes; -1 where the listing does not say
	Modified  int64 // Unix seconds; 0 where the listing does not say
	Line      int64 // line in the listing as read, from 1; in an archive, the item
	Directory bool
}

// Batch holds entries in the order of the listing. The entries' paths point
// into it and are good until it is filled again.
type Batch struct {
	Entries []Entry
	arena   []byte
}
