#!/bin/sh
# Makes consultation.flac and consultation.tsv from consultation.txt: 16 kHz, mono, two synthetic
# voices of Debian's flite (slt: the doctor, rms: the patient). Nobody's voice, nobody's history.
# Each line of the text: voice, milliseconds of pause after it, words.
# Needs: flite, flac (apt-get install flite flac).
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
all=$scratch/all.raw

silence_ms() { head -c $(($1 * 32)) /dev/zero >>"$all"; }
position_ms() { echo $(($(wc -c <"$all") / 32)); }

printf 'start_ms\tend_ms\tspeaker\ttext\n' >consultation.tsv
: >"$all"
silence_ms 400
while read -r voice pause words; do
  flite -voice "$voice" -t "$words" -o "$scratch/turn.wav"
  start=$(position_ms)
  # flite writes a plain header of 44 bytes.
  tail -c +45 "$scratch/turn.wav" >>"$all"
  case $voice in slt) speaker=doctor ;; *) speaker=patient ;; esac
  printf '%s\t%s\t%s\t%s\n' "$start" "$(position_ms)" "$speaker" "$words" >>consultation.tsv
  silence_ms "$pause"
done <consultation.txt
flac --silent --force --best --force-raw-format --endian=little --sign=signed --channels=1 --bps=16 \
  --sample-rate=16000 --output-name=consultation.flac "$all"
