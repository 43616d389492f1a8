package io.kalmstream.topology.window;

import java.time.InstantSource;

/**
 * What a task's pipeline is made of.
 *
 * @param closeOnSize asked after every row
 * @param closeOverTime asked at every tick
 */
record TaskParts(
        PendingRows pending,
        Documents documents,
        Intake intake,
        TokenEstimate tokens,
        WindowPlanner planner,
        InFlightWindows inFlight,
        Settler settler,
        Ownership ownership,
        Epochs epochs,
        Tombstones tombstones,
        StoreBreaker breaker,
        ThreadWaits waits,
        StoreGate gate,
        ClosePolicies closeOnSize,
        ClosePolicies closeOverTime,
        InFlightLimits limits,
        PipelineListener listener,
        WindowMetrics metrics,
        InstantSource clock) {}
