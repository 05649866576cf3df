package io.auscult.delivery.post;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** How a host name becomes addresses; may block. */
@FunctionalInterface
public interface Lookup extends Serializable {
  /** All addresses of a host name or of a literal address, in the order to try them. */
  List<InetAddress> all(String host) throws UnknownHostException;

  /** As the machine is set up. */
  record OfTheSystem() implements Lookup {
    private static final long serialVersionUID = 1L;

    @Override
    public List<InetAddress> all(String host) throws UnknownHostException {
      return List.of(InetAddress.getAllByName(host));
    }
  }
}
