using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>One running app for the tests of a class; each test makes campaigns of its own.</summary>
public sealed class CampaignApp : IAsyncLifetime
{
    internal RunningApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();
}
