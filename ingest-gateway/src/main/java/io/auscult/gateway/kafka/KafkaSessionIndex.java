package io.auscult.gateway.kafka;

import io.auscult.events.Decoded;
import io.auscult.events.SessionView;
import io.auscult.events.Tenant;
import io.auscult.events.Topics;
import io.auscult.events.TranscriptRecord;
import io.auscult.gateway.auth.Owner;
import io.auscult.gateway.session.SessionIndex;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Topic {@code sessions}: in memory only whose each session is, its state and where its records lie
 * (about 300 bytes a session, 100 more for each item of a living one); what was said is read from
 * Kafka when somebody asks.
 */
final class KafkaSessionIndex implements SessionIndex, AutoCloseable {
  private static final Duration READ_WITHIN = Duration.ofSeconds(5);

  private record Place(TopicPartition partition, long offset) {}

  private record Entry(Tenant tenant, String state, Place head, Map<String, Place> items) {
    Entry {
      items = Map.copyOf(items);
    }
  }

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final KafkaWriter writer;
  private final Map<String, Entry> entries = new HashMap<>();

  /** Items may be read before their head where the topic has several partitions. */
  private final Map<String, Map<String, Place>> orphans = new HashMap<>();

  private final Map<Owner, Set<String>> live = new HashMap<>();
  private final Set<String> erased = ConcurrentHashMap.newKeySet();
  private final Object reading = new Object();
  private Consumer<String, byte[]> reader;

  KafkaSessionIndex(Supplier<Consumer<String, byte[]>> consumers, KafkaWriter writer) {
    this.consumers = consumers;
    this.writer = writer;
  }

  /** Takes one record of the topic into account. */
  void take(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null) return;
    String session = SessionView.sessionOf(record.key());
    boolean item = session.length() != record.key().length();
    if (record.value() == null) {
      forget(session, record.key(), item);
      return;
    }
    // The job may have written once more before it saw the end of an erased session.
    if (erased.contains(session)) {
      writer.send(Topics.SESSIONS, record.key(), null);
      return;
    }
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Place place = new Place(partition, record.offset());
    if (item) {
      remember(session, record.key(), place);
      return;
    }
    SessionView.decode(record.value())
        .fold(
            view -> {
              remember(view, place);
              return null;
            },
            bad -> {
              writer.deadLetter(record, bad);
              return null;
            });
  }

  @Override
  public synchronized Set<String> live(Owner owner) {
    return Set.copyOf(live.getOrDefault(owner, Set.of()));
  }

  @Override
  public synchronized Optional<Tenant> tenant(String session) {
    return Optional.ofNullable(entries.get(session)).map(Entry::tenant);
  }

  @Override
  public synchronized Optional<String> state(String session) {
    return Optional.ofNullable(entries.get(session)).map(Entry::state);
  }

  @Override
  public Optional<SessionView> read(String session) throws IOException {
    // A record may be compacted away between looking it up and reading it: then look again.
    for (int attempt = 0; attempt < 3; attempt++) {
      Entry entry;
      synchronized (this) {
        entry = entries.get(session);
      }
      if (entry == null) return Optional.empty();
      Optional<SessionView> view = read(entry);
      if (view.isPresent()) return view;
    }
    throw new IOException("the session changes faster than it can be read");
  }

  @Override
  public void erase(String session) throws IOException {
    erased.add(session);
    List<String> keys = new ArrayList<>();
    synchronized (this) {
      Entry entry = entries.get(session);
      if (entry != null) keys.addAll(entry.items().keySet());
      forget(session, session, false);
    }
    for (String key : keys) writer.send(Topics.SESSIONS, key, null);
    for (String topic : Topics.OF_WHAT_WAS_SAID) writer.sendAndWait(topic, session, null);
    writer.sendAndWait(Topics.SESSIONS, session, null);
  }

  @Override
  public void close() {
    synchronized (reading) {
      if (reader != null) reader.close();
    }
  }

  private synchronized void remember(SessionView view, Place head) {
    Entry old = entries.get(view.session());
    Map<String, Place> items = new HashMap<>();
    boolean ended =
        view.state().equals(SessionView.COMPLETED) || view.state().equals(SessionView.FAILED);
    Map<String, Place> waiting = orphans.remove(view.session());
    if (!ended && old != null) items.putAll(old.items());
    if (!ended && waiting != null) items.putAll(waiting);
    entries.put(view.session(), new Entry(view.tenant(), view.state(), head, items));
    place(view.session(), view.tenant(), view.takesAPlace());
  }

  private synchronized void remember(String session, String key, Place place) {
    Entry entry = entries.get(session);
    if (entry == null) {
      orphans.computeIfAbsent(session, s -> new HashMap<>()).put(key, place);
      return;
    }
    Map<String, Place> items = new HashMap<>(entry.items());
    items.put(key, place);
    entries.put(session, new Entry(entry.tenant(), entry.state(), entry.head(), items));
  }

  private synchronized void forget(String session, String key, boolean item) {
    if (!item) {
      Entry entry = entries.remove(session);
      orphans.remove(session);
      if (entry != null) place(session, entry.tenant(), false);
      return;
    }
    Map<String, Place> waiting = orphans.get(session);
    if (waiting != null) {
      waiting.remove(key);
      if (waiting.isEmpty()) orphans.remove(session);
    }
    Entry entry = entries.get(session);
    if (entry == null || !entry.items().containsKey(key)) return;
    Map<String, Place> items = new HashMap<>(entry.items());
    items.remove(key);
    entries.put(session, new Entry(entry.tenant(), entry.state(), entry.head(), items));
  }

  private void place(String session, Tenant tenant, boolean takesOne) {
    Owner owner = Owner.of(tenant);
    if (takesOne) {
      live.computeIfAbsent(owner, o -> new HashSet<>()).add(session);
    } else if (live.containsKey(owner)) {
      live.get(owner).remove(session);
      if (live.get(owner).isEmpty()) live.remove(owner);
    }
  }

  private Optional<SessionView> read(Entry entry) throws IOException {
    List<Place> places = new ArrayList<>(entry.items().values());
    places.add(entry.head());
    Map<Place, SessionView> found = fetch(places);
    SessionView head = found.remove(entry.head());
    if (head == null || found.size() != places.size() - 1) return Optional.empty();
    if (found.isEmpty()) return Optional.of(head);
    List<TranscriptRecord> items = new ArrayList<>();
    for (SessionView one : found.values()) items.addAll(one.transcript());
    items.sort(Comparator.comparingLong(TranscriptRecord::startMs));
    return Optional.of(
        new SessionView(
            head.session(),
            head.tenant(),
            head.dialect(),
            head.state(),
            head.startedAtMs(),
            head.setup(),
            items,
            head.note()));
  }

  /** Reads records by their places; one caller at a time. */
  private Map<Place, SessionView> fetch(List<Place> places) throws IOException {
    Map<TopicPartition, List<Place>> byPartition = new HashMap<>();
    for (Place p : places) {
      byPartition.computeIfAbsent(p.partition(), k -> new ArrayList<>()).add(p);
    }
    Map<Place, SessionView> found = new HashMap<>();
    synchronized (reading) {
      try {
        if (reader == null) reader = consumers.get();
        for (Map.Entry<TopicPartition, List<Place>> e : byPartition.entrySet()) {
          e.getValue().sort(Comparator.comparingLong(Place::offset));
          fetch(e.getKey(), e.getValue(), found);
        }
      } catch (KafkaException e) {
        throw new IOException("Kafka does not answer", e);
      }
    }
    return found;
  }

  private void fetch(TopicPartition partition, List<Place> ascending, Map<Place, SessionView> found)
      throws IOException {
    reader.assign(List.of(partition));
    long end = System.nanoTime() + READ_WITHIN.toNanos();
    int next = 0;
    while (next < ascending.size()) {
      reader.seek(partition, ascending.get(next).offset());
      List<ConsumerRecord<String, byte[]>> records =
          reader.poll(Duration.ofMillis(500)).records(partition);
      for (ConsumerRecord<String, byte[]> r : records) {
        // Offsets that are passed without a match were compacted away.
        while (next < ascending.size() && ascending.get(next).offset() < r.offset()) next++;
        if (next == ascending.size()) break;
        if (ascending.get(next).offset() != r.offset()) continue;
        Place place = ascending.get(next++);
        if (r.value() != null
            && SessionView.decode(r.value()) instanceof Decoded.Good<SessionView> good) {
          found.put(place, good.value());
        }
      }
      if (System.nanoTime() > end) throw new IOException("Kafka does not answer in time");
    }
  }
}
