#!/usr/bin/env bash
# Everything that must hold, in the order in which it is cheapest to find out: what CI runs and what a contributor runs.
# TRACKER_REQUIRE_SERVICES=1 turns a skipped test (a missing browser, a missing vector) into a failure.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

step() { printf '\n== %s\n' "$*"; }

# The browser tests need Chromium, the plugin tests bubblewrap and Python. On Debian and its relatives they are installed here
# when this user may; elsewhere those tests say that they were skipped, and why.
missing=()
command -v chromium >/dev/null || missing+=(chromium fonts-noto-core)
command -v bwrap >/dev/null || missing+=(bubblewrap)
[ -x /usr/bin/python3 ] || missing+=(python3)
[ -x /usr/bin/prlimit ] || missing+=(util-linux)
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null; then
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then
        step "Install what tests need: ${missing[*]}"
        { "${as_root[@]}" apt-get update -qq &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 ||
            echo "They could not be installed: the tests that need them will be skipped."
    fi
fi

step "Restore, locked"
dotnet restore Tracker.sln --locked-mode

step "Build, warnings as errors"
dotnet build Tracker.sln --no-restore

step "Format"
dotnet format Tracker.sln --no-restore --verify-no-changes

step "Packages with known vulnerabilities"
vulnerable=$(dotnet list Tracker.sln package --vulnerable --include-transitive 2>&1 || true)
if grep -q 'has the following vulnerable packages' <<<"$vulnerable"; then
    echo "$vulnerable"
    exit 1
fi

step "Tests"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
outcome=0
# A test that never ends is named and ends its run, instead of what runs this ending without a word.
dotnet test Tracker.sln --no-build --blame-hang-timeout 15min --blame-hang-dump-type none --logger "trx" --logger "console;verbosity=minimal" --results-directory "$results" || outcome=$?

count() { grep -ho "<Counters [^>]*" "$results"/*.trx | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
total=$(count total)
passed=$(count passed)
failed=$(count failed)
skipped=$((total - passed - failed))
if [ "$skipped" -gt 0 ]; then
    step "Skipped, with the reason"
    grep -h -A12 'outcome="NotExecuted"' "$results"/*.trx | grep -o '<StdOut>[^<]*\|testName="[^"]*"\|<Message>[^<]*' | sort -u | sed 's/<[A-Za-z]*>//; s/testName=//' || true
fi
printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
if [ "${TRACKER_REQUIRE_SERVICES:-}" = 1 ] && [ "$skipped" -gt 0 ]; then
    echo "Skipped tests are failures here (TRACKER_REQUIRE_SERVICES=1)."
    exit 1
fi
[ "$total" -gt 0 ] || { echo "No test ran."; exit 1; }
exit "$outcome"
