#!/bin/bash
# Aligns pairs of texts in a Slurm array: each task answers one shard of the records.
#
#   sbatch --array=0-63 examples/slurm_align.sh pairs.jsonl.zst rows
#
# Submit it again after a stop: a shard that is done is left. Its file is written whole or not at all, so that it is its
# own mark. A task takes one core and as much memory as the longest record needs.
#SBATCH --job-name=align
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=08:00:00
#SBATCH --requeue
set -euo pipefail
pairs=$1 folder=$2
shard=$SLURM_ARRAY_TASK_ID shards=$((SLURM_ARRAY_TASK_MAX + 1))
mkdir -p "$folder"
out=$folder/rows.$shard-of-$shards.jsonl.zst
if [ -e "$out" ]; then
    echo "$out is there"
else
    duizhao run align "$pairs" --shard "$shard/$shards" -o "$out"
fi
