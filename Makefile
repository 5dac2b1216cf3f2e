# make demo   set up, harvest the sample blog, publish, serve        make test   set up, run the tests
# make check  everything that must be green before a commit counts   make bench  long fault and leak campaigns
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: demo test check lint types layers readme wheel coverage bench clock speed side-by-side screenshots docs reference clean

demo: .venv/.ready
	$(BIN)/threadkeep demo $(ARGS)

# a worker for each of the two cores it is meant for; a file's tests go to one worker, so that what they share is made once
test: .venv/.test-ready
	$(BIN)/python -m pytest -n 2 --dist loadscope $(ARGS)

check: lint types layers readme coverage wheel

lint: .venv/.test-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.test-ready
	$(BIN)/mypy

layers: .venv/.test-ready
	$(BIN)/lint-imports

GENERATED := README.md docs/commands.md docs/settings.md docs/data-dictionary.md

readme: .venv/.test-ready
	$(BIN)/python -m cogapp --check $(GENERATED)

# what the documentation says of commands, settings and tables, written anew from the code
reference: .venv/.test-ready
	$(BIN)/python -m cogapp -r $(GENERATED)

# the documentation as pages, in build/docs; a warning is an error
docs: .venv/.test-ready
	rm -rf build/docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs
	@echo "Open build/docs/index.html"

# the test command, with the coverage floors of the project
coverage: .venv/.test-ready
	rm -f .coverage .coverage.*
	$(MAKE) test ARGS="--cov --cov-report= $(ARGS)"
	$(BIN)/coverage report --fail-under=95
	$(BIN)/coverage report --fail-under=100 --include="archive/redaction/*,archive/moderation/*,archive/publishing/*"

wheel: .venv/.test-ready
	$(BIN)/python tests/wheel_smoke.py

# long campaigns and measurements, each the module of its name in tests/benchmarks; ARGS go to it
#
# leak-matrix         a thousand invented details taken out in every way, and looked for on every surface in five
#                     readings; again after another harvest, a reparse, a rebuild, a backup that was put back
#                     (ARGS="--redactions 100")
# publish-speed       publishing 200,000 comments against a plain copy of the same rows, its memory, and a decision
#                     there against one among 10,000; it takes an hour (ARGS="--comments 20000 --keep DIR")
# questions-speed     the twenty questions for researchers on 200,000 comments, each within the second that it has
# fuzz-json           ten thousand requests for JSON, CSV and feeds that nobody meant, and no error of ours
#                     (ARGS="--requests 50000 --seed 2")
# kill-publish        kill -9 at many points of a decision and its publish, and no half-redacted copy (ARGS="--points
#                     200")
# kill-harvest        kill -9 at random moments of a harvest, and nothing lost or doubled (ARGS="--points 200")
# kill-index          kill -9 at many points of index builds and purges, with each engine (ARGS="--points 200")
# tantivy-speed       what a search with tantivy costs beside SQLite FTS5 on the same documents (ARGS="--documents
#                     200000")
# mutate              mutated pages and exports, on from where the last run stopped (ARGS="--count 100000 --real")
# search-speed        index and search beside Whoosh alone, and what a redaction costs (ARGS="--documents 200000")
# search-page-speed   the search page beside the search itself; fails where it costs more than it may (ARGS="--documents
#                     20000")
# page-speed          pages of readers beside Datasette's page of a table, as ratios over HTTP (ARGS="--documents
#                     200000")
# search-conformance  2,000 queries answered as a plain scan answers them, 50,000 strings without an error
#                     (ARGS="--engine tantivy")
# report-flood        ten thousand requests for removal at once, and readers meanwhile; none may be lost, refused or
#                     doubled
# queue-session       two hundred decisions by two moderators while connections break and the site is killed; none may
#                     be lost or doubled
# restart-load        ten thousand requests while the site is restarted, published and put back from a backup; none may
#                     be lost
BENCHMARKS := leak-matrix publish-speed questions-speed fuzz-json kill-publish kill-harvest kill-index \
	tantivy-speed mutate search-speed search-page-speed page-speed search-conformance report-flood \
	queue-session restart-load

.PHONY: $(BENCHMARKS)
$(BENCHMARKS): .venv/.test-ready
	$(BIN)/python -m tests.benchmarks.$(subst -,_,$@) $(ARGS)

bench: kill-harvest kill-index kill-publish leak-matrix clock

# from a decision until it is gone from page, SQL, search and suggestions, among 100,000 comments, with both servers;
# the archive takes half an hour to make (ARGS="--keep DIR" keeps it for the next run)
clock: .venv/.test-ready
	$(BIN)/python -m tests.benchmarks.takedown_clock $(ARGS)

# speed, as ratios of two ways measured by turns
speed: .venv/.test-ready
	$(BIN)/python -m tests.benchmarks.parse_speed
	$(BIN)/python -m tests.benchmarks.export_speed
	$(BIN)/python -m tests.benchmarks.harvest_speed

# comments found, nesting, authors and times beside pelican-import, nikola and trafilatura, on the real test input
side-by-side: .venv/.test-ready .venv-peers/.ready
	$(BIN)/python -m tests.benchmarks.side_by_side --peers .venv-peers/bin/python

screenshots: .venv/.test-ready
	$(BIN)/python docs/take_screenshots.py

clean:
	rm -rf .venv .venv-peers dist build .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv-peers/.ready:
	$(PYTHON) -m venv .venv-peers
	# lxml_html_clean is what trafilatura's own dependency forgets to ask for
	.venv-peers/bin/pip install --quiet --disable-pip-version-check pelican beautifulsoup4 lxml nikola feedparser phpserialize trafilatura lxml_html_clean
	touch $@

.venv/.ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/.test-ready: .venv/.ready
	$(BIN)/pip install --quiet --disable-pip-version-check -e ".[test]"
	touch $@
