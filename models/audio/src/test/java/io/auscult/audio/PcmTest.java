package io.auscult.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PcmTest {
  @Test
  void samplesAreLittleEndian() {
    assertThat(Pcm.toShorts(new byte[] {1, 2, -1, -1})).containsExactly(0x0201, -1);
    assertThat(Pcm.toBytes(new short[] {0x0201, -32_768})).containsExactly(1, 2, 0, -128);
  }

  @Test
  void halfASampleIsAnError() {
    assertThatIllegalArgumentException().isThrownBy(() -> Pcm.toShorts(new byte[3]));
  }
}
