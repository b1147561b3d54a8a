// What the speed of leakwarden is compared with.
module github.com/leakwarden/leakwarden/tools/ahocorasick

go 1.26.0

require github.com/BobuSumisu/aho-corasick v1.0.3
