// Documents, people and events. The containers are those of CosmosContainers.cs, which a test compares: the app's identity may not make any.
param name string
param location string
param tags object
param isPrivate bool
param zoneRedundant bool

@allowed(['BoundedStaleness', 'Strong'])
param consistency string

@description('Request units a second that each container scales up to; 0 is serverless.')
param maxThroughput int

var isServerless = maxThroughput == 0
var containers = loadJsonContent('cosmos-containers.json')

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-10-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    capabilities: isServerless ? [{ name: 'EnableServerless' }] : []
    consistencyPolicy: consistency == 'Strong'
      ? { defaultConsistencyLevel: 'Strong' }
      // The tightest that one region takes.
      : { defaultConsistencyLevel: 'BoundedStaleness', maxStalenessPrefix: 10, maxIntervalInSeconds: 5 }
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
    minimalTlsVersion: 'Tls12'
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-10-15' = {
  parent: account
  name: 'activereach'
  properties: { resource: { id: 'activereach' } }
}

resource each 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-10-15' = [
  for container in containers: {
    parent: database
    name: container.id
    properties: {
      resource: union(
        {
          id: container.id
          partitionKey: {
            paths: container.partitionKey
            kind: length(container.partitionKey) > 1 ? 'MultiHash' : 'Hash'
            version: 2
          }
          indexingPolicy: {
            indexingMode: 'consistent'
            automatic: true
            includedPaths: map(container.indexed, path => { path: path })
            excludedPaths: [{ path: '/*' }]
          }
        },
        // -1: items die only by a time to live of their own.
        contains(container, 'timeToLive') ? { defaultTtl: container.timeToLive } : {}
      )
      options: isServerless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
    }
  }
]

output id string = account.id
output name string = account.name
output endpoint string = account.properties.documentEndpoint
output database string = database.name
