package io.auscult.local.broker;

import io.auscult.local.house.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates what is missing of the system's topics, in the embedded broker or in anybody's Kafka. */
public final class TopicKeeper {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private TopicKeeper() {}

  /**
   * Returns when every topic exists. Topics that are there already stay as they are.
   *
   * @throws StartFailure where Kafka does not answer or does not allow it
   */
  public static void ensure(String bootstrapServers) throws StartFailure, InterruptedException {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis() / 3,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis());
    try (Admin admin = Admin.create(config)) {
      Set<String> there =
          admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      List<NewTopic> missing =
          TopicPlan.ALL.stream()
              .filter(plan -> !there.contains(plan.name()))
              .map(TopicKeeper::newTopic)
              .toList();
      if (missing.isEmpty()) return;
      for (var created : admin.createTopics(missing).values().values()) awaitCreated(created);
    } catch (ExecutionException | TimeoutException e) {
      throw new StartFailure(
          "Kafka at " + bootstrapServers + " does not do its work: " + StartFailure.reason(e), e);
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new StartFailure(
          "no Kafka can be reached at " + bootstrapServers + ": " + StartFailure.reason(e), e);
    }
  }

  private static void awaitCreated(org.apache.kafka.common.KafkaFuture<Void> created)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      created.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      // Another process of the system made it in the same moment.
      if (!(e.getCause() instanceof TopicExistsException)) throw e;
    }
  }

  private static NewTopic newTopic(TopicPlan plan) {
    // Replicas: what the cluster's owner set as its default; 1 in the embedded broker.
    return new NewTopic(plan.name(), Optional.of(plan.partitions()), Optional.empty())
        .configs(plan.settings());
  }
}
