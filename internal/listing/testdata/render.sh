#!/bin/sh
# Renders the invented tree of invented_test.go with every tool that is
# installed here, into testdata/tree/NAME.zst. Names with line breaks are left
# out of the forms that cannot carry them. README.md says what is needed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC LC_ALL=C.UTF-8
cd "$here/.." || exit 1
go test -count=1 -run '^TestWriteTree$' . -tree "$work/all" || exit 1
cp -a "$work/all" "$work/lines"
stamp=$(stat -c %y "$work/all")
rm -r "$work/lines/regeleinden"
touch -d "$stamp" "$work/lines"
out=$here/tree
mkdir -p "$out"

# have TOOL NAME COMMAND...: runs COMMAND in the current folder if TOOL exists.
have() {
	tool=$1 name=$2
	shift 2
	if command -v "$tool" >/dev/null 2>&1; then
		"$@" 2>/dev/null | zstd -q -19 -f -o "$out/$name.zst"
	else
		echo "not rendered, $tool is not installed: $name" >&2
	fi
}

# Forms that carry every name.
cd "$work/all" || exit 1
have find print0 find . -print0
have find find-ls find . -ls
have ls ls-lRQ ls -lRQ --time-style=long-iso
have ls ls-lR-shell ls -lR --quoting-style=shell-escape --time-style=full-iso
have md5sum md5sum find . -type f -exec md5sum {} +
have sha256sum sha256sum-tag find . -type f -exec sha256sum --tag {} +
have bsdtar mtree bsdtar -cf - --format=mtree .
have mtree mtree-nested mtree -c -p . -k type,size,time
have tree tree-json tree -aJ -s -D --timefmt '%Y-%m-%d %H:%M:%S' -N
have tree tree-json-f tree -aJf -s -N
have tar tar tar --sort=name -cf - .
have tar tar-pax tar --sort=name --format=pax -cf - .
have bsdtar tar-ustar bsdtar --format=ustar -cf - .
have tar tar-tv sh -c 'tar --sort=name -cf - . | tar -tvf -'
have tar tar-tv-full sh -c 'tar --sort=name -cf - . | tar --full-time -tvf -'
have rsync rsync rsync --list-only -r .
have zip zip sh -c 'zip -qr0 "$1/t.zip" . && cat "$1/t.zip"' sh "$work"
have 7z 7z sh -c '7z a -bd "$1/t.7z" . >/dev/null && cat "$1/t.7z"' sh "$work"
have git git-ls-files-z sh -c 'git init -q && git add -A && git ls-files -z'
have git git-ls-files git ls-files
have git git-ls-tree sh -c 'git ls-tree -rl "$(git write-tree)"'
rm -rf .git

# Forms of whole lines.
cd "$work/lines" || exit 1
have find find find .
have find find-absolute find "$work/lines" -mindepth 1
have find printf-tab find . -printf '%p\t%s\t%T@\n'
have find printf-size find . -printf '%s\t%p\n'
have ls ls-R ls -R
have ls ls-aR ls -aR
have ls ls-lR ls -lR
have ls ls-laR ls -laR
have ls ls-lR-long-iso ls -lR --time-style=long-iso
have ls ls-lR-iso ls -lR --time-style=iso
have ls ls-lR-full-iso ls -lR --time-style=full-iso
have ls ls-lhR ls -lhR
have ls ls-lisR ls -lisR
for language in nl_NL de_DE fr_FR; do
	if locale -a | grep -qi "$language.utf"; then
		have ls "ls-lR-$language" env LC_ALL="$language.UTF-8" ls -lR
	fi
done
have tree tree tree -aN
have tree tree-ascii tree -aN --charset ascii
have tree tree-sD tree -aN -s -D --timefmt '%Y-%m-%d %H:%M:%S'
have tree tree-ph tree -aN -p -h
have tree tree-f tree -aNf
have tree tree-fi tree -aNfi
have tree tree-xml tree -aX -s -N
have tree tree-html tree -aN -H .
have du du du -ab
have du du-blocks du -a
have rclone rclone-ls rclone ls .
have rclone rclone-lsl rclone lsl .
have rclone rclone-lsf rclone lsf -R .
have rclone rclone-lsf-pst rclone lsf -R -F pst .
have rclone rclone-lsjson rclone lsjson -R .
have rclone rclone-tree rclone tree -a .
have bsdtar bsdtar-tv sh -c 'bsdtar -cf - . | bsdtar -tvf -'
have tar tar-t sh -c 'tar --sort=name -cf - . | tar --quoting-style=literal -tf -'
rm -f "$work/t.zip" "$work/t.7z"
have zip unzip-l sh -c 'zip -qr0 "$1/t.zip" . && unzip -l "$1/t.zip"' sh "$work"
have unzip unzip-v unzip -v "$work/t.zip"
have unzip unzip-Z1 unzip -Z1 "$work/t.zip"
have zipinfo zipinfo zipinfo "$work/t.zip"
have zipinfo zipinfo-l zipinfo -l "$work/t.zip"
have 7z 7z-l sh -c '7z a -bd "$1/t.7z" . >/dev/null && 7z l "$1/t.7z"' sh "$work"
have 7z 7z-slt 7z l -slt "$work/t.7z"
du -sh "$out"
