using Contracts.Durable.Failures;
using Contracts.Durable.Held;
using Contracts.Durable.Instances;
using Contracts.Durable.Orchestrations;
using Xunit.Abstractions;

namespace Durable.RealEngine;

public abstract class OnCore<TFacts>(ITestOutputHelper output) : HeldFacts<TFacts>(Differences.OfCore, output)
    where TFacts : IAsyncLifetime, new();

public sealed class Orchestrators(ITestOutputHelper output) : OnCore<OrchestratorFacts<CoreHarness>>(output);

public sealed class Determinism(ITestOutputHelper output) : OnCore<DeterminismFacts<CoreHarness>>(output);

public sealed class Events(ITestOutputHelper output) : OnCore<EventFacts<CoreHarness>>(output);

public sealed class CancelledWaits(ITestOutputHelper output) : OnCore<CancelledWaitFacts<CoreHarness>>(output);

public sealed class Timers(ITestOutputHelper output) : OnCore<TimerFacts<CoreHarness>>(output);

public sealed class SubOrchestrations(ITestOutputHelper output) : OnCore<SubOrchestrationFacts<CoreHarness>>(output);

public sealed class ContinuedExecutions(ITestOutputHelper output) : OnCore<ContinueAsNewFacts<CoreHarness>>(output);

public sealed class Conversions(ITestOutputHelper output) : OnCore<ConversionFacts<CoreHarness>>(output);

public sealed class TaskFailures(ITestOutputHelper output) : OnCore<FailureFacts<CoreHarness>>(output);

public sealed class RetryPolicies(ITestOutputHelper output) : OnCore<RetryPolicyFacts<CoreHarness>>(output);

public sealed class RetryHandlers(ITestOutputHelper output) : OnCore<RetryHandlerFacts<CoreHarness>>(output);

public sealed class Crashes(ITestOutputHelper output) : OnCore<CrashFacts<CoreHarness>>(output);

public sealed class Clients(ITestOutputHelper output) : OnCore<ClientFacts<CoreHarness>>(output);

public sealed class Queries(ITestOutputHelper output) : OnCore<QueryFacts<CoreHarness>>(output);

public sealed class Suspensions(ITestOutputHelper output) : OnCore<SuspensionFacts<CoreHarness>>(output);

public sealed class Terminations(ITestOutputHelper output) : OnCore<TerminationFacts<CoreHarness>>(output);

public sealed class Listed() : ListedFacts(Differences.OfCore);
