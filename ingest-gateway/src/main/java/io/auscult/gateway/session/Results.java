package io.auscult.gateway.session;

import io.auscult.events.SessionOutput;
import io.auscult.events.SessionOutput.Item;
import io.auscult.events.SessionView;
import io.auscult.events.TranscriptRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings results to clients that came back after the audio of their session had ended (SA-29). The
 * job answers the gateway that the session ended on, or has answered already; so they are taken
 * from the view of the session once that is complete.
 */
final class Results implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Results.class);

  private final SessionIndex index;
  private final Map<String, Consumer<SessionOutput>> waiting = new ConcurrentHashMap<>();
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread t = new Thread(work, "gateway-results");
            t.setDaemon(true);
            return t;
          });

  Results(SessionIndex index) {
    this.index = index;
  }

  void await(String session, Consumer<SessionOutput> sink) {
    waiting.put(session, sink);
  }

  void forget(String session) {
    waiting.remove(session);
  }

  /** Looks for sessions that are complete; does not block. */
  void look() {
    for (Map.Entry<String, Consumer<SessionOutput>> e : waiting.entrySet()) {
      Optional<String> state = index.state(e.getKey());
      if (state.filter(SessionView::isEnd).isEmpty()) continue;
      if (waiting.remove(e.getKey(), e.getValue())) {
        reader.execute(() -> bring(e.getKey(), e.getValue()));
      }
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }

  private void bring(String session, Consumer<SessionOutput> sink) {
    try {
      index.read(session).ifPresent(view -> outputs(view).forEach(sink));
    } catch (IOException e) {
      LOG.warn("session {}: its results cannot be read yet: {}", session, e.getMessage());
      waiting.put(session, sink);
    }
  }

  /** What the job said at the end, as far as a view holds it. */
  static List<SessionOutput> outputs(SessionView view) {
    String id = view.session();
    List<SessionOutput> all = new ArrayList<>();
    int ordinal = 0;
    if (view.setup() != null && view.setup().show().items()) {
      for (TranscriptRecord row : view.transcript()) all.add(item(row, ordinal++));
    }
    all.add(new SessionOutput.TranscriptCompleted(id, view.transcript().size()));
    if (view.note() != null) {
      all.add(new SessionOutput.Note(id, SessionView.noteId(id), view.note()));
    } else if (view.setup() != null && view.setup().note().wanted()) {
      all.add(new SessionOutput.NoteFailed(id, "note_failed", "The note could not be written."));
    }
    all.add(new SessionOutput.Closed(id, view.state()));
    return all;
  }

  private static Item item(TranscriptRecord row, int ordinal) {
    return new Item(
        row.session(),
        row.itemId(),
        ordinal,
        Integer.MAX_VALUE,
        true,
        row.stream(),
        row.speaker(),
        row.startMs(),
        row.endMs(),
        row.text(),
        row.words(),
        row.confidence(),
        row.wordTimes(),
        row.model(),
        row.language(),
        0);
  }
}
