package io.auscult.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All settings, checked: environment over {@code auscult.yaml} over default. Whoever holds one
 * holds values that make sense.
 */
public final class Settings {
  private static final String PREFIX = "AUSCULT_";

  private final Map<Setting, Object> values;
  private final List<Application> applications;
  private final List<User> users;

  private Settings(Map<Setting, Object> values, List<Application> applications, List<User> users) {
    this.values = values;
    this.applications = List.copyOf(applications);
    this.users = List.copyOf(users);
  }

  /**
   * Reads and checks everything.
   *
   * @param environment as {@link System#getenv()}
   * @throws InvalidSetting for the first value that cannot be, an unknown {@code AUSCULT_…}
   *     variable or an unknown key of the file
   */
  public static Settings load(Map<String, String> environment) throws InvalidSetting {
    refuseUnknownVariables(environment);
    Map<Setting, Object> values = new EnumMap<>(Setting.class);
    List<Application> applications = new ArrayList<>();
    List<User> users = new ArrayList<>();
    for (Setting s : Setting.values()) {
      if (s.fallback() != null) put(values, s, s.variable(), s.fallback());
    }
    String file = environment.get(Setting.CONFIG.variable());
    if (file != null && !file.isBlank()) readFile(Path.of(file), values, applications, users);
    for (Setting s : Setting.values()) {
      String value = environment.get(s.variable());
      // An empty variable is how shells and compose files say "not set".
      if (value != null && !value.isEmpty()) put(values, s, s.variable(), value);
    }
    return new Settings(values, applications, users);
  }

  /** The text of a setting that may be absent. */
  public Optional<String> text(Setting s) {
    return Optional.ofNullable((String) values.get(s));
  }

  /** A number; only for settings with a default. */
  public int whole(Setting s) {
    return (Integer) values.get(s);
  }

  /** A number of a setting that may be absent. */
  public Optional<Integer> maybeWhole(Setting s) {
    return Optional.ofNullable((Integer) values.get(s));
  }

  /** A duration; only for settings with a default. */
  public Duration duration(Setting s) {
    return (Duration) values.get(s);
  }

  /** Whether it is switched on; only for settings with a default. */
  public boolean on(Setting s) {
    return (Boolean) values.get(s);
  }

  /** A path; only for settings with a default. */
  public Path path(Setting s) {
    return Path.of((String) values.get(s));
  }

  /** A path of a setting that may be absent. */
  public Optional<Path> maybePath(Setting s) {
    return text(s).map(Path::of);
  }

  /** Where results may be sent: {@link Setting#CALLBACK_ALLOW} over the rules. */
  @SuppressWarnings("unchecked")
  public CallbackTargets callbackTargets() {
    return CallbackTargets.allowing(
        (List<Cidr>) values.getOrDefault(Setting.CALLBACK_ALLOW, List.of()));
  }

  /** Invox applications, in the order of the file. */
  public List<Application> applications() {
    return applications;
  }

  /** Sahl users, in the order of the file. */
  public List<User> users() {
    return users;
  }

  private static void refuseUnknownVariables(Map<String, String> environment)
      throws InvalidSetting {
    for (Map.Entry<String, String> e : environment.entrySet()) {
      if (e.getKey().startsWith(PREFIX) && byName(e.getKey()).isEmpty()) {
        throw new InvalidSetting(e.getKey(), "…", "there is no such setting");
      }
    }
  }

  private static Optional<Setting> byName(String key) {
    String upper = key.toUpperCase(Locale.ROOT);
    String name = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
    for (Setting s : Setting.values()) if (s.name().equals(name)) return Optional.of(s);
    return Optional.empty();
  }

  private static void put(Map<Setting, Object> values, Setting s, String key, String value)
      throws InvalidSetting {
    try {
      values.put(s, s.kind().parse(value));
    } catch (Kind.Refused e) {
      throw new InvalidSetting(key, s.secret() ? "…" : value, e.getMessage());
    }
  }

  private static void readFile(
      Path file, Map<Setting, Object> values, List<Application> applications, List<User> users)
      throws InvalidSetting {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readString(file));
    } catch (JacksonException e) {
      String at = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new InvalidSetting(Setting.CONFIG.variable(), file.toString(), "is not YAML" + at);
    } catch (IOException e) {
      throw new InvalidSetting(
          Setting.CONFIG.variable(), file.toString(), "the file cannot be read");
    }
    if (root == null || root.isNull() || root.isMissingNode()) return;
    if (!root.isObject()) {
      throw new InvalidSetting(Setting.CONFIG.variable(), file.toString(), "is not a map of keys");
    }
    for (Iterator<Map.Entry<String, JsonNode>> it = root.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> e = it.next();
      String key = e.getKey();
      JsonNode value = e.getValue();
      if (key.equals("applications")) {
        readApplications(value, applications);
      } else if (key.equals("users")) {
        readUsers(value, users);
      } else {
        Setting s =
            byName(key)
                .filter(known -> known != Setting.CONFIG)
                .orElseThrow(() -> new InvalidSetting(key, "…", "there is no such setting"));
        if (!value.isValueNode() || value.isNull()) {
          throw new InvalidSetting(key, "…", "must be one value");
        }
        put(values, s, key, value.asText());
      }
    }
  }

  private static void readApplications(JsonNode node, List<Application> applications)
      throws InvalidSetting {
    Set<String> seen = new HashSet<>();
    for (Entry e : Entry.listOf("applications", node)) {
      e.refuseOthersThan(
          "appId", "apiKey", "appSecret", "permissions", "sessionLimit", "organization");
      Application app =
          new Application(
              e.required("appId"),
              e.required("apiKey"),
              e.required("appSecret"),
              e.list("permissions"),
              e.count("sessionLimit", Application.DEFAULT_SESSION_LIMIT),
              e.optional("organization"));
      refuseBrokenKey(e, app.appSecret());
      if (!seen.add(app.appId())) {
        throw new InvalidSetting(e.key("appId"), app.appId(), "stands there twice");
      }
      applications.add(app);
    }
  }

  /** A key of Standard Webhooks is base64 behind its prefix. */
  private static void refuseBrokenKey(Entry e, String secret) throws InvalidSetting {
    if (!secret.startsWith(Application.WEBHOOK_KEY_PREFIX)) return;
    try {
      Base64.getDecoder().decode(secret.substring(Application.WEBHOOK_KEY_PREFIX.length()));
    } catch (IllegalArgumentException notBase64) {
      throw new InvalidSetting(e.key("appSecret"), "…", "is not base64 behind whsec_");
    }
  }

  private static void readUsers(JsonNode node, List<User> users) throws InvalidSetting {
    Set<String> seen = new HashSet<>();
    for (Entry e : Entry.listOf("users", node)) {
      e.refuseOthersThan("username", "password", "passwordHash", "organization");
      User user =
          new User(
              e.required("username"),
              e.optional("password"),
              e.optional("passwordHash"),
              e.optional("organization"));
      if (user.password().isEmpty() == user.passwordHash().isEmpty()) {
        throw new InvalidSetting(
            e.key("password"), "…", "exactly one of password and passwordHash is needed");
      }
      refuseBrokenHash(e, user.passwordHash());
      if (!seen.add(user.username())) {
        throw new InvalidSetting(e.key("username"), user.username(), "stands there twice");
      }
      users.add(user);
    }
  }

  private static void refuseBrokenHash(Entry e, String hash) throws InvalidSetting {
    if (hash.isEmpty()) return;
    try {
      PasswordHash.of(hash);
    } catch (IllegalArgumentException broken) {
      throw new InvalidSetting(e.key("passwordHash"), "…", broken.getMessage());
    }
  }
}
