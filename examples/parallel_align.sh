#!/bin/bash
# Aligns pairs of texts with GNU parallel, on this machine and on others that ssh reaches.
#
#   examples/parallel_align.sh pairs.jsonl rows.jsonl [SSHLOGIN,...]
#
# The input is cut at line ends into blocks, and the answers stand in the order of the records. Other machines have
# `duizhao` on their path, and nothing else; the records go there and the answers come back through ssh.
set -euo pipefail
pairs=$1 rows=$2 machines=${3:-:}
parallel --sshlogin "$machines" --pipepart --arg-file "$pairs" --block 4M --keep-order --halt now,fail=1 --retries 3 \
    duizhao run align >"$rows.part"
mv "$rows.part" "$rows"
