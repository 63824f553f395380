using System.Globalization;
using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Instances;

/// <summary>Finding instances, page by page, and purging them.</summary>
public class QueryFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task A_query_comes_in_pages_of_the_asked_size()
    {
        await RegisterAndRunAsync(25);
        var sizes = new List<int>();
        await foreach (var page in Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 10)).AsPages())
        {
            sizes.Add(page.Values.Count);
        }

        Assert.Equal([10, 10, 5], sizes.Where(size => size > 0));
    }

    [Fact]
    public async Task A_page_holds_a_hundred_when_no_size_is_asked_for()
    {
        await RegisterAndRunAsync(105);
        await foreach (var page in Client.GetAllInstancesAsync().AsPages())
        {
            Assert.Equal(100, page.Values.Count);
            break;
        }
    }

    [Fact]
    public async Task A_query_can_be_continued_from_where_a_page_ended()
    {
        await RegisterAndRunAsync(9);
        var query = new OrchestrationQuery(PageSize: 4);
        var seen = new List<string>();
        string? token = null;
        await foreach (var page in Client.GetAllInstancesAsync(query).AsPages())
        {
            seen.AddRange(page.Values.Select(one => one.InstanceId));
            token = page.ContinuationToken;
            break;
        }

        Assert.NotNull(token);
        seen.AddRange((await Client.GetAllInstancesAsync(query).AsPages(token).SelectInstancesAsync()).Select(one => one.InstanceId));
        Assert.Equal(9, seen.Count);
        Assert.Equal(9, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Enumerating_a_query_yields_every_instance_once()
    {
        await RegisterAndRunAsync(12);
        var seen = new List<string>();
        await foreach (var instance in Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 5)))
        {
            seen.Add(instance.InstanceId);
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(Id), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_query_filters_by_status()
    {
        await RegisterAndRunAsync(3);
        Orchestrations(await FindAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        await StartWaitingAsync("Wait", id: "waiting-1");
        Orchestrations(await FindAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])), "waiting-1");
        Orchestrations(await FindAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed])), Id(0), Id(1), Id(2));
    }

    [Fact]
    public async Task A_query_filters_by_the_beginning_of_the_id()
    {
        await RegisterAndRunAsync(12);
        Orchestrations(await FindAsync(new OrchestrationQuery(InstanceIdPrefix: "item-01")), Id(10), Id(11));
    }

    [Fact]
    public async Task A_prefix_is_taken_literally()
    {
        await RegisterAndRunAsync(1);
        await RunAsync("Done", id: "100%_sure");
        Orchestrations(await FindAsync(new OrchestrationQuery(InstanceIdPrefix: "100%_")), "100%_sure");
        Orchestrations(await FindAsync(new OrchestrationQuery(InstanceIdPrefix: "%")));
        Orchestrations(await FindAsync(new OrchestrationQuery(InstanceIdPrefix: "_tem")));
    }

    [Fact]
    public async Task A_query_filters_by_the_time_of_creation()
    {
        await RegisterAndRunAsync(2);
        await Harness.LetTimePassAsync(TimeSpan.FromSeconds(1));
        var between = Harness.Time.GetUtcNow();
        await Harness.LetTimePassAsync(TimeSpan.FromSeconds(1));
        await RunAsync("Done", id: "late-1");
        Orchestrations(await FindAsync(new OrchestrationQuery(CreatedFrom: between)), "late-1");
        Orchestrations(await FindAsync(new OrchestrationQuery(CreatedTo: between)), Id(0), Id(1));
    }

    [Fact]
    public async Task A_query_reads_payloads_only_when_asked_to()
    {
        await RegisterAndRunAsync(1);
        Assert.Null(Assert.Single(await FindAsync(new OrchestrationQuery())).SerializedOutput);
        Assert.Equal("\"done\"", Assert.Single(await FindAsync(new OrchestrationQuery(FetchInputsAndOutputs: true))).SerializedOutput);
    }

    [Fact]
    public async Task A_purged_instance_is_gone()
    {
        await RegisterAndRunAsync(2);
        Assert.Equal(1, (await Client.PurgeInstanceAsync(Id(0))).PurgedInstanceCount);
        Assert.Null(await Client.GetInstanceAsync(Id(0)));
        Orchestrations(await FindAsync(new OrchestrationQuery()), Id(1));
        Assert.Equal(0, (await Client.PurgeInstanceAsync(Id(0))).PurgedInstanceCount);
    }

    [Fact]
    public async Task An_instance_that_has_not_ended_is_not_purged()
    {
        await RegisterAndRunAsync(0);
        await StartWaitingAsync("Wait", id: "waiting-1");
        if (Harness.HasExtensionRules)
            await Assert.ThrowsAsync<InvalidOperationException>(() => Client.PurgeInstanceAsync("waiting-1"));
        else
            Assert.Equal(0, (await Client.PurgeInstanceAsync("waiting-1")).PurgedInstanceCount);
        await Client.RaiseEventAsync("waiting-1", "go", "still here");
        Assert.Equal("still here", await OutputOfAsync<string>("waiting-1"));
    }

    [Fact]
    public async Task A_purge_by_filter_takes_what_matches()
    {
        await RegisterAndRunAsync(3);
        await RunAsync("Throw", id: "failed-1");
        var filter = new PurgeInstancesFilter(Harness.Time.GetUtcNow().AddDays(-1), Harness.Time.GetUtcNow().AddDays(1), [OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(3, (await Client.PurgeAllInstancesAsync(filter)).PurgedInstanceCount);
        Orchestrations(await FindAsync(new OrchestrationQuery()), "failed-1");
    }

    [Fact]
    public async Task A_purged_id_can_be_used_again()
    {
        await RegisterAndRunAsync(1);
        await Client.PurgeInstanceAsync(Id(0));
        Assert.Equal("done", await OutputAsync<string>("Done", id: Id(0)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_purge_takes_the_children_along_when_it_is_recursive(bool recursive)
    {
        Orchestrator("Child", _ => Task.FromResult<object?>(null));
        Orchestrator("Parent", async context =>
        {
            await context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: "child-1"));
            return null;
        });
        await RunAsync("Parent", id: "parent-1");
        await Client.PurgeInstanceAsync("parent-1", new PurgeInstanceOptions(recursive));
        Assert.Null(await Client.GetInstanceAsync("parent-1"));
        Assert.Equal(recursive, await Client.GetInstanceAsync("child-1") is null);
    }

    private static string Id(int n) => string.Create(CultureInfo.InvariantCulture, $"item-{n:000}");

    private static void Orchestrations(IEnumerable<OrchestrationMetadata> found, params string[] ids) =>
        Assert.Equal(ids, found.Select(one => one.InstanceId).Order(StringComparer.Ordinal));

    private Task<IReadOnlyList<OrchestrationMetadata>> FindAsync(OrchestrationQuery query) => Client.GetAllInstancesAsync(query).AsPages().SelectInstancesAsync();

    private async Task RegisterAndRunAsync(int count)
    {
        Orchestrator("Done", _ => Task.FromResult<object?>("done"));
        Orchestrator("Throw", _ => throw new InvalidOperationException("no"));
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        for (var n = 0; n < count; n++)
        {
            await StartAsync("Done", id: Id(n));
        }

        for (var n = 0; n < count; n++)
        {
            await CompletionAsync(Id(n));
        }

        await ReadyAsync();
    }
}
