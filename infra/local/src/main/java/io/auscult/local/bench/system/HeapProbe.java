package io.auscult.local.bench.system;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.reflect.UndeclaredThrowableException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The Java heap of another process of the same user, through its own management interface. */
final class HeapProbe implements AutoCloseable {
  private final JMXConnector connector;
  private final MemoryMXBean memory;

  private HeapProbe(JMXConnector connector, MemoryMXBean memory) {
    this.connector = connector;
    this.memory = memory;
  }

  static HeapProbe of(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      String address;
      try {
        address = machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
      JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
      MemoryMXBean memory =
          ManagementFactory.newPlatformMXBeanProxy(
              connector.getMBeanServerConnection(),
              ManagementFactory.MEMORY_MXBEAN_NAME,
              MemoryMXBean.class);
      return new HeapProbe(connector, memory);
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot look into the heap of process " + pid, e);
    }
  }

  /** Bytes in use, garbage included. */
  long usedBytes() throws IOException {
    try {
      return memory.getHeapMemoryUsage().getUsed();
    } catch (UndeclaredThrowableException e) {
      throw new IOException("the system's process answers no more", e);
    }
  }

  /** Bytes in use after a full collection, which it asks for: not during a measurement of time. */
  long liveBytes() throws IOException {
    try {
      memory.gc();
    } catch (UndeclaredThrowableException e) {
      throw new IOException("the system's process answers no more", e);
    }
    return usedBytes();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
