package io.auscult.gateway.session;

import io.auscult.events.SessionOutput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a client has had. The job writes at least once, with the same ids after a replay; the client
 * sees each once. Grows with the finals of one session: about 200 bytes each.
 */
final class Delivered {
  private final Set<String> finals = new HashSet<>();
  private final Set<String> written = new HashSet<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private final Set<String> once = new HashSet<>();
  private int finalsWritten;
  private int remaining = Integer.MAX_VALUE;

  /** Whether the client has not had this; from now on it has. */
  boolean isNew(SessionOutput output) {
    if (output instanceof SessionOutput.Item item) return isNewItem(item);
    if (output instanceof SessionOutput.Warning w) {
      return once.add("warning/" + w.id() + "/" + w.repetition());
    }
    if (output instanceof SessionOutput.Note n) return once.add("note/" + n.id());
    if (output instanceof SessionOutput.NoteFailed) return once.add("note_failed");
    if (output instanceof SessionOutput.Failure f) {
      return once.add("failure/" + f.itemId() + "/" + f.startMs());
    }
    if (output instanceof SessionOutput.Remaining r) return counts(r.seconds());
    if (output instanceof SessionOutput.TranscriptCompleted) return once.add("completed");
    if (output instanceof SessionOutput.Closed) return once.add("closed");
    return false; // progress and load are the gateway's own to know
  }

  /** A final item has left for the client. */
  void written(SessionOutput.Item item) {
    written.add(item.id());
    // An item without words only takes back a hypothesis; it has no number of its own.
    if (!item.text().isBlank()) finalsWritten = Math.max(finalsWritten, item.ordinal() + 1);
  }

  /** How many finals have left for the client, in the order of their numbers. */
  int finals() {
    return finalsWritten;
  }

  /** What the client is known to have had after its connection broke: finals that had left. */
  Delivered afterBreak() {
    Delivered known = new Delivered();
    known.finals.addAll(written);
    known.written.addAll(written);
    known.finalsWritten = finalsWritten;
    known.remaining = remaining;
    for (String one : once) if (!one.startsWith("note") && !isEnd(one)) known.once.add(one);
    return known;
  }

  /** Results at the end are said again to who comes back for them. */
  private static boolean isEnd(String one) {
    return one.equals("completed") || one.equals("closed");
  }

  /** After a replay the job may be behind: a countdown that was told never goes up again. */
  private boolean counts(int seconds) {
    if (seconds >= remaining) return false;
    remaining = seconds;
    return true;
  }

  private boolean isNewItem(SessionOutput.Item item) {
    if (finals.contains(item.id())) return false;
    if (item.isFinal()) {
      revisions.remove(item.id());
      return finals.add(item.id());
    }
    Integer had = revisions.get(item.id());
    if (had != null && had >= item.revision()) return false;
    revisions.put(item.id(), item.revision());
    return true;
  }
}
