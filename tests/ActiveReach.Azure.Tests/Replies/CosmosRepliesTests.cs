using ActiveReach.Replies;
using Contracts.Replies;

namespace ActiveReach.Azure.Tests.Replies;

public sealed class CosmosRepliesTests : ReplyStoreContract, IAsyncLifetime
{
    private readonly CosmosWorld cosmos = new();

    protected override IReplyStore Replies => cosmos.Replies;

    public Task InitializeAsync() => cosmos.InitializeAsync();

    public Task DisposeAsync() => cosmos.DisposeAsync();
}
