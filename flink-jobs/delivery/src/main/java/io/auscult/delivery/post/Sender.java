package io.auscult.delivery.post;

import io.auscult.delivery.schedule.Attempt;
import io.auscult.settings.Application;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;

/**
 * The one place in a process that POSTs: one HTTP client, one count of what is under way. Subtasks
 * share it and give it back. Whoever hands a try in is never held up; the outcome comes from
 * another thread, or at once where there is no room.
 */
final class Sender {
  private static final Map<PostSettings, Sender> SENDERS = new HashMap<>();

  /** Bodies are written and signed here: work for the processor, done in no time each. */
  private static final int WORKERS = 2;

  private final PostSettings settings;
  private final Map<String, Application> applications;
  private final CloseableHttpAsyncClient client;
  private final Lookups lookups;
  private final InFlight inFlight;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(WORKERS, work -> Lookups.daemon(work, "delivery-body"));
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, work -> Lookups.daemon(work, "delivery-clock"));
  private int users;

  private Sender(PostSettings settings) {
    this.settings = settings;
    applications =
        settings.applications().stream().collect(Collectors.toMap(Application::appId, a -> a));
    client = HttpClients.start(settings);
    lookups = new Lookups(settings.lookup());
    inFlight = new InFlight(settings.perReceiver(), settings.overall());
    // Nearly every deadline is called off; kept until it is due it would keep its transcript.
    clock.setRemoveOnCancelPolicy(true);
  }

  /** The process's sender with these settings; every call wants one {@link #release}. */
  static Sender acquire(PostSettings settings) {
    synchronized (SENDERS) {
      Sender sender = SENDERS.computeIfAbsent(settings, Sender::new);
      sender.users++;
      return sender;
    }
  }

  /** The last one out breaks off what is under way: that comes again from the checkpoint. */
  void release() {
    synchronized (SENDERS) {
      if (--users > 0) return;
      SENDERS.remove(settings);
    }
    clock.shutdownNow();
    workers.shutdownNow();
    lookups.close();
    HttpClients.stop(client);
  }

  /** Starts a try. It is answered exactly once. */
  void send(Attempt attempt, Consumer<Outcome> answer) {
    if (!inFlight.enter(attempt.receiver())) {
      answer.accept(new Outcome.NoRoom());
      return;
    }
    Posting posting =
        new Posting(
            client,
            lookups,
            settings.targets(),
            outcome -> {
              inFlight.leave(attempt.receiver());
              answer.accept(outcome);
            });
    var deadline =
        clock.schedule(posting::timeout, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    posting.whenOver(() -> deadline.cancel(false));
    workers.execute(
        () -> {
          try {
            posting.post(Parcel.of(attempt, applications, settings.targets(), Instant.now()));
          } catch (Parcel.Unsendable e) {
            posting.end(e.reason());
          } catch (RuntimeException e) {
            posting.internal(attempt.session(), e);
          }
        });
  }

  /** POSTs under way. */
  int underWay() {
    return inFlight.all();
  }
}
