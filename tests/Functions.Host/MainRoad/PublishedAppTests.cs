namespace Functions.Host.MainRoad;

/// <summary>All tests of the published app on one machine share one host.</summary>
[CollectionDefinition(nameof(PublishedApp))]
public sealed class PublishedAppTests : ICollectionFixture<PublishedApp>;
