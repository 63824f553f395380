using Contracts.Durable.Failures;
using Contracts.Durable.Held;
using Contracts.Durable.Instances;
using Contracts.Durable.Orchestrations;
using Xunit.Abstractions;

namespace Durable.RealHost;

public abstract class OnHost<TFacts>(ITestOutputHelper output) : HeldFacts<TFacts>(Differences.OfHost, output)
    where TFacts : IAsyncLifetime, new();

public sealed class Orchestrators(ITestOutputHelper output) : OnHost<OrchestratorFacts<HostHarness>>(output);

public sealed class Determinism(ITestOutputHelper output) : OnHost<DeterminismFacts<HostHarness>>(output);

public sealed class Events(ITestOutputHelper output) : OnHost<EventFacts<HostHarness>>(output);

public sealed class CancelledWaits(ITestOutputHelper output) : OnHost<CancelledWaitFacts<HostHarness>>(output);

public sealed class Timers(ITestOutputHelper output) : OnHost<TimerFacts<HostHarness>>(output);

public sealed class SubOrchestrations(ITestOutputHelper output) : OnHost<SubOrchestrationFacts<HostHarness>>(output);

public sealed class ContinuedExecutions(ITestOutputHelper output) : OnHost<ContinueAsNewFacts<HostHarness>>(output);

public sealed class Conversions(ITestOutputHelper output) : OnHost<ConversionFacts<HostHarness>>(output);

public sealed class TaskFailures(ITestOutputHelper output) : OnHost<FailureFacts<HostHarness>>(output);

public sealed class RetryPolicies(ITestOutputHelper output) : OnHost<RetryPolicyFacts<HostHarness>>(output);

public sealed class RetryHandlers(ITestOutputHelper output) : OnHost<RetryHandlerFacts<HostHarness>>(output);

public sealed class Crashes(ITestOutputHelper output) : OnHost<CrashFacts<HostHarness>>(output);

public sealed class Clients(ITestOutputHelper output) : OnHost<ClientFacts<HostHarness>>(output);

public sealed class Queries(ITestOutputHelper output) : OnHost<QueryFacts<HostHarness>>(output);

public sealed class Suspensions(ITestOutputHelper output) : OnHost<SuspensionFacts<HostHarness>>(output);

public sealed class Terminations(ITestOutputHelper output) : OnHost<TerminationFacts<HostHarness>>(output);

public sealed class Listed() : ListedFacts(Differences.OfHost);
