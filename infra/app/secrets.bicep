// Secrets that can't be avoided: what signs links, what Event Grid shows the app, the first admin's key. Each is made when it is missing, and never anew.
param name string
param location string
param tags object
param isPrivate bool

@secure()
param linkSeed string = newGuid()
@secure()
param linkSeedEnd string = newGuid()
@secure()
param webhookSeed string = newGuid()
@secure()
param webhookSeedEnd string = newGuid()
@secure()
param bootstrapSeed string = newGuid()
@secure()
param bootstrapSeedEnd string = newGuid()

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    // A signing key that is gone takes every link in every mailbox with it.
    enablePurgeProtection: true
    // The subscription of events takes its secret from here while it is deployed.
    enabledForTemplateDeployment: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

@onlyIfNotExists()
resource linkSigningKey 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: 'link-signing-key'
  properties: { value: '${linkSeed}${linkSeedEnd}' }
}

@onlyIfNotExists()
resource webhookSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: 'webhook-acs'
  properties: { value: '${webhookSeed}${webhookSeedEnd}' }
}

@onlyIfNotExists()
resource bootstrapKey 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: 'bootstrap-key'
  properties: { value: '${bootstrapSeed}${bootstrapSeedEnd}' }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
