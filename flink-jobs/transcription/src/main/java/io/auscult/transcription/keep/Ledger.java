package io.auscult.transcription.keep;

import io.auscult.events.SessionInput.Opened;
import io.auscult.notes.RoleEvidence;
import io.auscult.transcription.steps.Step;
import java.util.HashMap;
import java.util.Map;

/** What Keep knows of one session besides its items. A plain Flink POJO in keyed state. */
public final class Ledger {
  /** Null until the first step has come. */
  public Opened opened;

  /** The step that is due; later ones wait. */
  public long nextStep;

  /** Where the session's gateway listens. */
  public int replyPartition;

  public String state = "";

  /** Final items so far. */
  public int items;

  public int words;

  public int failures;

  /** The last draft of each stream, until it is settled or overtaken. */
  public Map<Integer, Step.Heard> drafts = new HashMap<>();

  /** The last draft of each stream that failed. */
  public Map<Integer, Step.Unheard> failedDrafts = new HashMap<>();

  /** Text of the last partial that each stream's client was shown. */
  public Map<Integer, String> shownText = new HashMap<>();

  /** Where its audio ended, in milliseconds of the session. */
  public Map<Integer, Long> shownEndMs = new HashMap<>();

  /** Utterance of that partial. */
  public Map<Integer, Integer> shownOrdinal = new HashMap<>();

  /** Number of the speaker who was heard last on each stream. */
  public Map<Integer, Integer> lastSpeaker = new HashMap<>();

  /** Who of the speakers is the provider, as far as what they said tells. */
  public RoleEvidence roles = new RoleEvidence();

  /** Wall clock when a partial was last left out for want of time; 0: never. */
  public long shedAtMs;

  /** How often the client was told so. */
  public int shedEpisodes;
}
