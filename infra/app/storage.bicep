// A storage account that lets identities in, and no keys.
param name string
param location string
param tags object
param isPrivate bool
param zoneRedundant bool

@description('Containers that somebody else than the app needs. Its own it makes itself, as it does tables and queues.')
param containers string[]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      // Event Grid puts what it could not deliver here, from outside of any network.
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource each 'containers' = [for container in containers: { name: container }]
  }
}

output id string = account.id
output name string = account.name
output blobs string = account.properties.primaryEndpoints.blob
output tables string = account.properties.primaryEndpoints.table
