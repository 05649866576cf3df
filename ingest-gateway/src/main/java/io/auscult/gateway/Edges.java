package io.auscult.gateway;

import io.auscult.gateway.auth.RevocationFeed;
import io.auscult.gateway.session.InputLog;
import io.auscult.gateway.session.Replies;
import io.auscult.gateway.session.SessionIndex;

/**
 * What lies behind the gateway: Kafka in life, memory in tests.
 *
 * @param closing makes everything accepted durable, then lets go
 */
record Edges(
    InputLog log,
    Replies replies,
    SessionIndex index,
    RevocationFeed revocations,
    Runnable closing) {}
