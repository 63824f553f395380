namespace Functions.Host.MainRoad;

/// <summary>All tests of the published app share one host, those with all stores in Azure another.</summary>
[CollectionDefinition(nameof(PublishedApp))]
public sealed class PublishedAppTests : ICollectionFixture<PublishedApp>, ICollectionFixture<CloudApp>;
