namespace Functions.Host.Instances.Apps;

/// <summary>All stories of the app with every store in Azure share its stores and its instances; each has people of its own.</summary>
[CollectionDefinition(nameof(CloudApp))]
public sealed class CloudAppTests : ICollectionFixture<CloudApp>;
