package io.auscult.local.house;

import io.auscult.settings.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's loopback interface, checked before a server is asked to take them. */
public final class LocalPort {
  private LocalPort() {}

  /**
   * The port that a setting names, or any free one for 0.
   *
   * @throws StartFailure where somebody else has it
   */
  public static int claim(Setting setting, int port) throws StartFailure {
    try (ServerSocket probe = new ServerSocket()) {
      // Without this a port whose last connections linger in TIME_WAIT would look taken.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new StartFailure(
          "port "
              + port
              + " is taken: stop what listens there, or set "
              + setting.variable()
              + " to another port (0: any free one)",
          e);
    }
  }
}
