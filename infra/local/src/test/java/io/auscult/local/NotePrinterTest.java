package io.auscult.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.auscult.local.client.LiveNote;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotePrinterTest {
  @Test
  void everySentenceStandsOnALineWithItsEvidence() {
    LiveNote note =
        new LiveNote(
            List.of(
                new LiveNote.Section(
                    "SOAP_PLAN",
                    "Plan",
                    List.of(
                        new LiveNote.Line("Rest.", List.of("i-1", "i-2")),
                        new LiveNote.Line("No more was said.", List.of()))),
                new LiveNote.Section("OTHER", "", List.of())),
            JsonNodeFactory.instance.objectNode());
    assertThat(NotePrinter.text(note))
        .isEqualTo("Plan\n  Rest.  [i-1, i-2]\n  No more was said.\nOTHER");
  }
}
