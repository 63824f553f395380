using Contracts.Durable.Failures;
using Contracts.Durable.Instances;
using Contracts.Durable.Orchestrations;

namespace Functions.Embedded.Conformance;

public sealed class Orchestrators : OrchestratorFacts<EmbeddedHarness>;

public sealed class Determinism : DeterminismFacts<EmbeddedHarness>;

public sealed class Events : EventFacts<EmbeddedHarness>;

public sealed class CancelledWaits : CancelledWaitFacts<EmbeddedHarness>;

public sealed class Timers : TimerFacts<EmbeddedHarness>;

public sealed class SubOrchestrations : SubOrchestrationFacts<EmbeddedHarness>;

public sealed class ContinuedExecutions : ContinueAsNewFacts<EmbeddedHarness>;

public sealed class Conversions : ConversionFacts<EmbeddedHarness>;

public sealed class TaskFailures : FailureFacts<EmbeddedHarness>;

public sealed class RetryPolicies : RetryPolicyFacts<EmbeddedHarness>;

public sealed class RetryHandlers : RetryHandlerFacts<EmbeddedHarness>;

public sealed class Crashes : CrashFacts<EmbeddedHarness>;

public sealed class Clients : ClientFacts<EmbeddedHarness>;

public sealed class Queries : QueryFacts<EmbeddedHarness>;

public sealed class Suspensions : SuspensionFacts<EmbeddedHarness>;

public sealed class Terminations : TerminationFacts<EmbeddedHarness>;
