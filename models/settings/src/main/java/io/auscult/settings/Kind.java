package io.auscult.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a setting's text has to look like. */
enum Kind {
  TEXT {
    @Override
    Object parse(String value) {
      return value;
    }
  },
  /** 32 bytes or more, as HS256 asks for (RFC 7518 §3.2). */
  SIGNING_SECRET {
    @Override
    Object parse(String value) throws Refused {
      if (value.getBytes(java.nio.charset.StandardCharsets.UTF_8).length < 32) {
        throw new Refused("needs 32 bytes or more");
      }
      return value;
    }
  },
  SECRET {
    @Override
    Object parse(String value) {
      return value;
    }
  },
  /** {@code on} or {@code off}. */
  SWITCH {
    @Override
    Object parse(String value) throws Refused {
      // YAML reads a bare on and off as true and false.
      if (value.equals("on") || value.equals("true")) return true;
      if (value.equals("off") || value.equals("false")) return false;
      throw new Refused("must be on or off");
    }
  },
  /** {@code cpu} or {@code cuda}. */
  DEVICE {
    @Override
    Object parse(String value) throws Refused {
      if (value.equals("cpu") || value.equals("cuda")) return value;
      throw new Refused("must be cpu or cuda");
    }
  },
  /** 0 means any free port. */
  PORT {
    @Override
    Object parse(String value) throws Refused {
      return whole(value, 0, 65_535);
    }
  },
  /** How many, at least one. */
  COUNT {
    @Override
    Object parse(String value) throws Refused {
      return whole(value, 1, 1_000_000);
    }
  },
  /** {@code 250ms}, {@code 10s}, {@code 2m}, {@code 1h}; never zero. */
  DURATION {
    @Override
    Object parse(String value) throws Refused {
      Duration d = duration(value);
      if (d.isZero()) throw new Refused("must be longer than 0");
      if (d.compareTo(Duration.ofDays(30)) > 0) throw new Refused("must be at most 720h");
      return d;
    }
  },
  /** Blocks of addresses with commas between them, as {@code 10.0.0.0/8,fd00::/8}. */
  CIDR_LIST {
    @Override
    Object parse(String value) throws Refused {
      List<Cidr> blocks = new ArrayList<>();
      for (String one : value.split(",", -1)) {
        try {
          blocks.add(Cidr.of(one));
        } catch (IllegalArgumentException e) {
          throw new Refused("'" + one.strip() + "' " + e.getMessage());
        }
      }
      return List.copyOf(blocks);
    }
  },
  /** A duration that may be zero. */
  DURATION_OR_NONE {
    @Override
    Object parse(String value) throws Refused {
      Duration d = duration(value);
      if (d.compareTo(Duration.ofDays(30)) > 0) throw new Refused("must be at most 720h");
      return d;
    }
  };

  /** Why a text does not fit; caught where key and value are known. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason, null, false, false);
    }
  }

  private static final Pattern DURATION_TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  abstract Object parse(String value) throws Refused;

  private static Integer whole(String value, int least, int most) throws Refused {
    try {
      int v = Integer.parseInt(value.strip());
      if (v >= least && v <= most) return v;
    } catch (NumberFormatException e) {
      // Falls through to the one refusal: the text is no number in the range either way.
    }
    throw new Refused("must be a whole number from " + least + " to " + most);
  }

  private static Duration duration(String value) throws Refused {
    Matcher m = DURATION_TEXT.matcher(value.strip());
    if (!m.matches()) throw new Refused("must be a duration such as 250ms, 10s, 2m or 1h");
    long n = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      default -> Duration.ofHours(n);
    };
  }
}
