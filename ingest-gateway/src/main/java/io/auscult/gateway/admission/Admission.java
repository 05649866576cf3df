package io.auscult.gateway.admission;

import io.auscult.events.SessionOutput.Load;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether one more session may be let in, so that those inside keep their time to final. Sessions
 * are never cut and finals never shed: the only place to say no is the door. A plain rule with
 * memory; knows the sessions of this gateway, what workers say of themselves, and how late finals
 * are that pass here. Thread-safe.
 *
 * <p>Recognition is measured over seconds, and a crowd connects within one. So whoever began to
 * talk after the last measurement is added to it by what a session costs.
 *
 * <p>Sessions that send faster than speech take what is idle and give it back to the others: while
 * there are such, a busy worker says nothing, and their own finals are not counted.
 */
public final class Admission {
  /** With finals and drafts alone; what is left evens out when several talk at once. */
  static final int BUSY_PERCENT = 85;

  /** Measured and expected together. */
  static final int FULL_PERCENT = 100;

  /**
   * Of a worker with two cores, where nothing is measured yet: 25 sessions, about what it carries
   * with finals alone. Hypotheses are shed before anybody's final is late.
   */
  static final int USUAL_COST_PERCENT = 4;

  /** What a session costs is known from so many on. */
  private static final int ENOUGH_SESSIONS = 4;

  private static final int LEAST_COST_PERCENT = 1;
  private static final int MOST_COST_PERCENT = 25;

  /** A reading covers who has talked for so long when it comes. */
  static final long MEASURED_AFTER_MS = 2_000;

  /** Nobody counts as new for longer, whether there are readings or not. */
  static final long NEW_MS = 5_000;

  /**
   * While others begin to talk, who connected so lately will talk too; later, silence is silence.
   */
  static final long ABOUT_TO_TALK_MS = 500;

  /** So many beginning at once are a crowd. */
  private static final int CROWD = 4;

  /** What a session that ran ahead left behind is worked off by then. */
  public static final long BULK_LINGERS_MS = 10_000;

  private static final long NEVER = Long.MIN_VALUE;

  /** A session of this gateway. */
  private static final class Guest {
    private final long cameAtMs;
    private long talksSinceMs = NEVER;

    Guest(long cameAtMs) {
      this.cameAtMs = cameAtMs;
    }

    boolean talks() {
      return talksSinceMs != NEVER;
    }
  }

  private final AdmissionSettings settings;
  private final Map<String, Guest> guests = new HashMap<>();
  private final Workers workers = new Workers();
  private final LagWindow lags = new LagWindow();
  private long bulkAtMs = NEVER;

  public Admission(AdmissionSettings settings) {
    this.settings = settings;
  }

  /** Lets a new session in, or says why not. */
  public synchronized Optional<NoRoom> admit(String session, long nowMs) {
    Optional<NoRoom> no = settings.on() ? noRoom(nowMs) : Optional.empty();
    if (no.isEmpty()) guests.put(session, new Guest(nowMs));
    return no;
  }

  /** A session comes back: it was let in before, and is not asked again. */
  public synchronized void welcome(String session, long nowMs) {
    guests.put(session, new Guest(nowMs));
  }

  /** The session is not here any more. */
  public synchronized void left(String session) {
    guests.remove(session);
  }

  /** Something can be heard in a session: it costs from now on. */
  public synchronized void talks(String session, long nowMs) {
    Guest guest = guests.get(session);
    if (guest != null && !guest.talks()) guest.talksSinceMs = nowMs;
  }

  /** A session sends faster than speech at the moment. */
  public synchronized void bulk(long nowMs) {
    bulkAtMs = nowMs;
  }

  /** A final of a session that does not send faster than speech came so late. */
  public synchronized void finalItem(long lagMs, long nowMs) {
    lags.add(lagMs, nowMs);
  }

  /** A worker says how it is. */
  public synchronized void load(Load load, long nowMs) {
    workers.say(load, nowMs);
  }

  /** How late nine of ten finals are at most, in milliseconds; 0: too few to tell. */
  public synchronized long lagMs(long nowMs) {
    return lags.p90(nowMs);
  }

  /** How long finals wait at the slowest worker, in milliseconds. */
  public synchronized long waitMs(long nowMs) {
    return workers.waitMs(nowMs);
  }

  /** How busy the workers are on average; 0: none is known. */
  public synchronized int busyPercent(long nowMs) {
    workers.forgetOld(nowMs);
    return workers.busyPercent() / Math.max(1, workers.known());
  }

  private Optional<NoRoom> noRoom(long nowMs) {
    workers.forgetOld(nowMs);
    boolean bulk = bulkAtMs != NEVER && nowMs - bulkAtMs <= BULK_LINGERS_MS;
    if (lags.p90(nowMs) > settings.stopMs()) return Optional.of(NoRoom.LAG);
    if (!bulk && workers.waitMs(nowMs) > settings.stopMs()) return Optional.of(NoRoom.WAIT);
    if (!bulk && workers.allBusy(BUSY_PERCENT)) return Optional.of(NoRoom.BUSY);
    int full = FULL_PERCENT * Math.max(1, workers.known());
    return expected(nowMs, bulk) > full ? Optional.of(NoRoom.CROWD) : Optional.empty();
  }

  /** How busy the workers will be together with those who are not measured yet and one more. */
  private long expected(long nowMs, boolean bulk) {
    long talking = guests.values().stream().filter(Guest::talks).count();
    long busy = workers.busyPercent();
    if (bulk) busy = Math.min(busy, talking * USUAL_COST_PERCENT);
    long unmeasured = unmeasured(nowMs);
    // Nobody talks: who connects and says nothing costs nothing, however many they are.
    if (unmeasured == 0) return busy;
    return busy + (unmeasured + 1) * cost(bulk);
  }

  private long unmeasured(long nowMs) {
    long measured = Math.max(nowMs - NEW_MS, newestCovered());
    long began =
        guests.values().stream().filter(g -> g.talks() && g.talksSinceMs > measured).count();
    if (began < CROWD) return began;
    return began
        + guests.values().stream()
            .filter(g -> !g.talks() && nowMs - g.cameAtMs < ABOUT_TO_TALK_MS)
            .count();
  }

  /** Who talked before this is part of the last reading. */
  private long newestCovered() {
    return workers.known() == 0 ? NEVER : workers.heardAtMs() - MEASURED_AFTER_MS;
  }

  private int cost(boolean bulk) {
    int sessions = workers.sessions();
    if (bulk || sessions < ENOUGH_SESSIONS) return USUAL_COST_PERCENT;
    int each = (workers.busyPercent() + sessions - 1) / sessions;
    return Math.max(LEAST_COST_PERCENT, Math.min(MOST_COST_PERCENT, each));
  }
}
