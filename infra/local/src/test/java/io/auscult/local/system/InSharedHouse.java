package io.auscult.local.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The class works in the {@link SharedHouse}. Such classes come last: the house stays up until the
 * end, and Flink's Kafka sinks allow the same job only once in a JVM.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Order(Integer.MAX_VALUE)
@ExtendWith(SharedHouse.Extension.class)
@interface InSharedHouse {}
