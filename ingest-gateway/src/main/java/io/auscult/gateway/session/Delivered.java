package io.auscult.gateway.session;

import io.auscult.events.SessionOutput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a client has had. The job writes at least once, with the same ids after a replay; the client
 * sees each once. Grows with the finals of one session: about 100 bytes each.
 */
final class Delivered {
  private final Set<String> finals = new HashSet<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private final Set<String> once = new HashSet<>();

  /** Whether the client has not had this; from now on it has. */
  boolean isNew(SessionOutput output) {
    if (output instanceof SessionOutput.Item item) return isNewItem(item);
    if (output instanceof SessionOutput.Warning w) return once.add("warning/" + w.id());
    if (output instanceof SessionOutput.Note n) return once.add("note/" + n.id());
    if (output instanceof SessionOutput.Failure f) {
      return once.add("failure/" + f.itemId() + "/" + f.startMs());
    }
    if (output instanceof SessionOutput.Remaining r) return once.add("remaining/" + r.seconds());
    if (output instanceof SessionOutput.TranscriptCompleted) return once.add("completed");
    return once.add("closed");
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
