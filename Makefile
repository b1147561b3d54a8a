# Everything that is done to this tree. `make help` lists it.

FUZZTIME ?= 30s
BENCH    ?= .
PATHS    ?= 1000000
ORGS     ?= 20000
RUNS     ?= 5
QUALITY  ?= -seeds 3 -paths 50000 -organisations 10000
GO       ?= go
TOOL     := $(GO) tool -modfile=tools/go.mod
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS  := -s -w -X main.version=$(VERSION)

.DEFAULT_GOAL := help
.PHONY: demo test check lint fmt race vuln fuzz bench stages quality privacy golden build help

demo: build ## make an invented leak in demo/, triage it and write the report
	./bin/leakwarden demo --dir demo

test: ## all tests; needs Go and nothing else
	CGO_ENABLED=0 $(GO) vet ./...
	CGO_ENABLED=0 $(GO) test -timeout 45m ./...

check: lint race ## what a change must pass: linters and the tests under the race detector

lint: ## format and linters (built on first use: some minutes)
	@echo "not in form (make fmt puts it right):"; ! $(TOOL) gofumpt -l cmd internal layers_test.go | grep .
	$(TOOL) golangci-lint run ./...

fmt: ## put every file in form
	$(TOOL) gofumpt -w cmd internal layers_test.go

race: ## all tests under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race -timeout 60m ./...

vuln: ## known vulnerabilities in what the binary calls (needs the Go vulnerability database)
	$(TOOL) govulncheck ./...

fuzz: ## every fuzz target for FUZZTIME (30s) each
	@for f in $$(grep -rlE '^func Fuzz' --include='*_test.go' internal cmd); do \
	  for t in $$(sed -nE 's/^func (Fuzz[A-Za-z0-9_]*).*/\1/p' $$f); do \
	    echo "== $$(dirname $$f) $$t"; \
	    $(GO) test -run '^$$' -fuzz "^$$t$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x ./$$(dirname $$f) || exit 1; \
	  done; done

bench: ## a triage of PATHS paths against ORGS organisations beside rg and others (docs/performance.md)
	$(GO) test ./internal/bench -run Compare -count=1 -timeout 6h -v -args -paths $(PATHS) -organisations $(ORGS) -runs $(RUNS)

stages: ## benchmarks of the stages that match BENCH (all)
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./...

quality: ## precision, recall and calibration on invented leaks (docs/quality.md)
	$(GO) test ./internal/quality -run 'Quality$$' -count=1 -v -timeout 90m -args $(QUALITY)

privacy: ## residual identification and utility of masking, with 95 % bounds
	$(GO) test ./internal/mask -run Privacy -count=1 -v

golden: ## write the golden files anew; read the difference before you commit it
	$(GO) test ./internal/report ./internal/listing ./internal/invent -update

build: ## bin/leakwarden, static and reproducible
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/leakwarden ./cmd/leakwarden

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | sort | awk -F'\t' '{printf "  %-9s %s\n", $$1, $$2}'
