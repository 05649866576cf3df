package io.auscult.local.bench.system;

import io.auscult.settings.Application;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a system of a benchmark's own is set up.
 *
 * @param log where it writes its log; empty: into its data folder
 * @param settings variables beside those that every benchmark sets
 * @param application the one Invox application; empty: none
 */
public record SystemPlan(
    String recogniser,
    Optional<Path> log,
    Map<String, String> settings,
    Optional<Application> application) {
  public SystemPlan {
    settings = Map.copyOf(settings);
  }

  /** As it comes. */
  public static SystemPlan of(String recogniser, Optional<Path> log) {
    return new SystemPlan(recogniser, log, Map.of(), Optional.empty());
  }

  /** With a variable more. */
  public SystemPlan with(String variable, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(variable, value);
    return new SystemPlan(recogniser, log, more, application);
  }

  /** With an application. */
  public SystemPlan with(Application served) {
    return new SystemPlan(recogniser, log, settings, Optional.of(served));
  }

  /** {@code auscult.yaml}; empty where there is nothing to say in it. */
  Optional<String> yaml() {
    return application.map(
        app ->
            """
            applications:
              - appId: "%s"
                apiKey: "%s"
                appSecret: "%s"
                permissions: [%s]
                sessionLimit: %d
                organization: "%s"
            """
                .formatted(
                    app.appId(),
                    app.apiKey(),
                    app.appSecret(),
                    String.join(", ", app.permissions()),
                    app.sessionLimit(),
                    app.organization()));
  }
}
