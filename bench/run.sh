#!/usr/bin/env bash
# Measures the tracker against the raw limits of the same machine in the same run, and prints ratios: machines are noisy,
# ratios less so. Takes about twenty minutes; an argument chooses a part: updates, shipped, pages, plugins, misbehaving.
# BENCH_SECONDS sets the length of each measurement (default 10).
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build src/Host -c Release -v quiet --nologo
dotnet run -c Release --project bench/Load -- "$@"
