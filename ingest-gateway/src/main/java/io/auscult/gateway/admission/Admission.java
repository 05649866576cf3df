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

  /** A worker says how busy it was over so long. */
  static final long READING_MS = 5_000;

  /** Who begins to talk costs nothing before there is a sentence to recognise. */
  static final long FIRST_FINAL_MS = 3_000;

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

  /**
   * How busy the workers will be, in percent of one: what they said, what they have not noticed yet
   * of those who talk, and one more.
   */
  private double expected(long nowMs, boolean bulk) {
    long talking = 0;
    long aboutToTalk = 0;
    double unnoticed = 0;
    double halfNoticed = 0;
    for (Guest guest : guests.values()) {
      if (guest.talks()) {
        double share = noticed(guest.talksSinceMs, nowMs);
        talking++;
        unnoticed += 1 - share;
        if (share > 0) halfNoticed += 1 - share;
      } else if (nowMs - guest.cameAtMs < ABOUT_TO_TALK_MS) {
        aboutToTalk++;
      }
    }
    double noticed = talking - unnoticed;
    double busy = workers.busyPercent();
    if (bulk) busy = Math.min(busy, noticed * USUAL_COST_PERCENT);
    // Nobody begins to talk: who connects and says nothing costs nothing, however many they are.
    if (unnoticed == 0) return busy;
    if (unnoticed >= CROWD) unnoticed += aboutToTalk;
    return busy + (unnoticed + 1) * cost(bulk, workers.sessions() - halfNoticed);
  }

  /** How much of a session's cost is in the last reading, or would be by now: 0 to 1. */
  private double noticed(long talksSinceMs, long nowMs) {
    long readAtMs = workers.known() == 0 ? nowMs : workers.heardAtMs();
    double share = (double) (readAtMs - talksSinceMs - FIRST_FINAL_MS) / READING_MS;
    return Math.max(0, Math.min(1, share));
  }

  /**
   * What one more session costs.
   *
   * @param measured sessions that the workers' readings are of, as far as we can know
   */
  private double cost(boolean bulk, double measured) {
    if (bulk || measured < ENOUGH_SESSIONS) return USUAL_COST_PERCENT;
    double each = workers.busyPercent() / measured;
    return Math.max(LEAST_COST_PERCENT, Math.min(MOST_COST_PERCENT, each));
  }
}
