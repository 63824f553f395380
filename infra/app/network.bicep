// Stores and vault behind private endpoints. The app stays open to the world: people click, Event Grid calls.
param name string
param endpointPrefix string
param location string
param tags object
param hostStorageId string
param storeStorageId string
param cosmosId string
param vaultId string

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  Sql: 'privatelink.documents.azure.com'
  vault: 'privatelink.vaultcore.azure.net'
}

var endpoints = [
  { of: hostStorageId, part: 'blob' }
  { of: hostStorageId, part: 'queue' }
  { of: hostStorageId, part: 'table' }
  { of: storeStorageId, part: 'blob' }
  { of: storeStorageId, part: 'table' }
  { of: cosmosId, part: 'Sql' }
  { of: vaultId, part: 'vault' }
]

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.0.0.0/24', privateEndpointNetworkPolicies: 'Disabled' }
      }
      {
        // Each instance takes an address.
        name: 'app'
        properties: {
          addressPrefix: '10.0.4.0/22'
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
    ]
  }

  resource endpointSubnet 'subnets' existing = { name: 'endpoints' }
  resource appSubnet 'subnets' existing = { name: 'app' }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for each in items(zones): {
    name: each.value
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (each, index) in items(zones): {
    parent: zone[index]
    name: name
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = [
  for each in endpoints: {
    name: '${endpointPrefix}${last(split(each.of, '/'))}-${toLower(each.part)}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network::endpointSubnet.id }
      privateLinkServiceConnections: [
        { name: each.part, properties: { privateLinkServiceId: each.of, groupIds: [each.part] } }
      ]
    }
  }
]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [
  for (each, index) in endpoints: {
    parent: endpoint[index]
    name: 'default'
    dependsOn: [zone]
    properties: {
      privateDnsZoneConfigs: [
        {
          name: each.part
          properties: { privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', zones[each.part]) }
        }
      ]
    }
  }
]

output appSubnetId string = network::appSubnet.id
