using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Contracts.Conversions;

namespace ActiveReach.Tests.Conversions;

public sealed class MemoryConversionsTests : ConversionsContract
{
    private int next;

    protected override IConversions Conversions { get; } = new MemoryConversions();

    protected override WorkspaceId Workspace { get; } = new("demo");

    protected override Task<RunId> RunAsync() => Task.FromResult(RunId.Of(new CampaignId($"cmp_{next++}"), 1));

    protected override Task<ContactId> CustomerAsync() => Task.FromResult(new ContactId(next++));
}
