// Everything that ActiveReach needs in Azure, in one resource group. azd deploys it (azure.yaml); docs/operations.md tells what each parameter is for.
targetScope = 'subscription'

@description('Name of the environment, a part of every name.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region of everything that has one. Flex Consumption must be there.')
@minLength(1)
param location string

@description('Object id of whoever deploys: may read the secrets. Empty: nobody may but the app.')
param principalId string = ''

@description('First admin of the app.')
@minLength(3)
param adminEmail string

@description('Who hears of alerts and of the budget. Empty: the first admin.')
param alertEmail string = ''

@description('Base of the links in messages, where a domain of one\'s own leads to the app. Empty: the address that Azure gives it.')
param publicUrl string = ''

@description('Application in Entra ID that people sign in to. Empty: nobody signs in by the platform.')
param signInClientId string = ''

@description('Where Communication Services keeps data at rest.')
param dataLocation string

@description('Domain of one\'s own that mails come from. Empty: one of Azure\'s, for trying things out.')
param emailDomain string = ''

@description('Whether the DNS records of that domain have been verified: only then may it be used.')
param emailDomainVerified bool

@description('Mails in any minute, as Azure allows it.')
param emailPerMinute int

@description('Texts in any minute, as the numbers are allowed.')
param smsPerMinute int

@description('Settings of secrets that are being changed, without ActiveReach__ and by commas: LinkSigningKeys__1,WebhookSecrets__acs__1. Each is a secret of the vault, with a dash for each __.')
param vaultSettings string = ''

@description('Whoever was answered must be seen by the other instances, so weaker levels won\'t do.')
@allowed(['BoundedStaleness', 'Strong'])
param cosmosConsistency string

@description('Request units a second that each container scales up to. 0: serverless, paid by the request.')
param cosmosMaxThroughput int

@description('Whether stores and vault are reached through private endpoints alone.')
param privateNetwork bool

@description('Whether the loss of a zone of the region is survived.')
param zoneRedundant bool

@description('Most instances of each group of functions: the ceiling of the bill.')
@minValue(1)
@maxValue(1000)
param maximumInstances int

@description('Instances that always wait for requests, so that a click or a webhook meets no cold start.')
param alwaysReadyInstances int

@description('Money a month of which somebody is told. 0: none.')
param monthlyBudget int

@description('First day of the month in which the budget begins (yyyy-MM-01); Azure lets nobody change it.')
param budgetStart string = ''

@description('Whether Event Grid tells the app what comes back. It asks the app first, which must run by then.')
param subscribe bool

var abbreviations = loadJsonContent('abbreviations.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var vaultName = '${abbreviations.keyVault}${token}'
var toldTo = empty(alertEmail) ? adminEmail : alertEmail

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: '${abbreviations.identity}${token}'
    location: location
    tags: tags
  }
}

module sight 'app/sight.bicep' = {
  name: 'sight'
  scope: group
  params: {
    workspaceName: '${abbreviations.logWorkspace}${token}'
    componentName: '${abbreviations.insightsComponent}${token}'
    location: location
    tags: tags
  }
}

// Two accounts, because limits are an account's: what drives the host (queues, orchestrations) and what it keeps (ledger, files).
module hostStorage 'app/storage.bicep' = {
  name: 'hostStorage'
  scope: group
  params: {
    name: '${abbreviations.storage}host${token}'
    location: location
    tags: tags
    isPrivate: privateNetwork
    zoneRedundant: zoneRedundant
    containers: ['deployment']
  }
}

module storeStorage 'app/storage.bicep' = {
  name: 'storeStorage'
  scope: group
  params: {
    name: '${abbreviations.storage}data${token}'
    location: location
    tags: tags
    isPrivate: privateNetwork
    zoneRedundant: zoneRedundant
    containers: ['dead-events']
  }
}

module cosmos 'app/cosmos.bicep' = {
  name: 'cosmos'
  scope: group
  params: {
    name: '${abbreviations.documentDatabase}${token}'
    location: location
    tags: tags
    isPrivate: privateNetwork
    zoneRedundant: zoneRedundant
    consistency: cosmosConsistency
    maxThroughput: cosmosMaxThroughput
  }
}

module communication 'app/communication.bicep' = {
  name: 'communication'
  scope: group
  params: {
    name: '${abbreviations.communication}${token}'
    emailName: '${abbreviations.communicationEmail}${token}'
    topicName: '${abbreviations.eventGridTopic}${token}'
    tags: tags
    dataLocation: dataLocation
    emailDomain: emailDomain
    emailDomainVerified: emailDomainVerified
  }
}

module secrets 'app/secrets.bicep' = {
  name: 'secrets'
  scope: group
  params: {
    name: vaultName
    location: location
    tags: tags
    isPrivate: privateNetwork
  }
}

module network 'app/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: '${abbreviations.network}${token}'
    endpointPrefix: abbreviations.privateEndpoint
    location: location
    tags: tags
    hostStorageId: hostStorage.outputs.id
    storeStorageId: storeStorage.outputs.id
    cosmosId: cosmos.outputs.id
    vaultId: secrets.outputs.id
  }
}

module rbac 'app/rbac.bicep' = {
  name: 'rbac'
  scope: group
  params: {
    appPrincipalId: identity.outputs.principalId
    topicPrincipalId: communication.outputs.topicPrincipalId
    deployerPrincipalId: principalId
    hostStorageName: hostStorage.outputs.name
    storeStorageName: storeStorage.outputs.name
    deadEventsContainer: 'dead-events'
    cosmosName: cosmos.outputs.name
    vaultName: secrets.outputs.name
    communicationName: communication.outputs.name
    componentName: sight.outputs.componentName
  }
}

module app 'app/function-app.bicep' = {
  name: 'app'
  scope: group
  // Without its roles it can't start.
  dependsOn: [rbac]
  params: {
    name: '${abbreviations.webFunctionApp}${token}'
    planName: '${abbreviations.webPlan}${token}'
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    maximumInstances: maximumInstances
    alwaysReadyInstances: alwaysReadyInstances
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    signInClientId: signInClientId
    publicUrl: publicUrl
    adminEmail: adminEmail
    hostStorageName: hostStorage.outputs.name
    deploymentContainer: '${hostStorage.outputs.blobs}deployment'
    ledgerEndpoint: storeStorage.outputs.tables
    mediaEndpoint: storeStorage.outputs.blobs
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.database
    vaultUri: secrets.outputs.uri
    vaultName: vaultName
    vaultSettings: empty(vaultSettings) ? [] : split(vaultSettings, ',')
    communicationEndpoint: communication.outputs.endpoint
    emailPerMinute: emailPerMinute
    smsPerMinute: smsPerMinute
    memberMailFrom: communication.outputs.memberMailFrom
    insightsConnection: sight.outputs.connection
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
  scope: group
}

module events 'app/events.bicep' = if (subscribe) {
  name: 'events'
  scope: group
  dependsOn: [rbac]
  params: {
    topicName: communication.outputs.topicName
    appUrl: app.outputs.url
    webhookSecret: vault.getSecret('webhook-acs')
    deadEventsAccountId: storeStorage.outputs.id
    deadEventsContainer: 'dead-events'
  }
}

module alerts 'app/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    actionGroupName: '${abbreviations.insightsActionGroup}${token}'
    email: toldTo
    location: location
    tags: tags
    workspaceId: sight.outputs.workspaceId
    topicId: communication.outputs.topicId
  }
}

module budget 'app/budget.bicep' = if (monthlyBudget > 0) {
  name: 'budget'
  scope: group
  params: {
    name: '${abbreviations.consumptionBudget}${token}'
    amount: monthlyBudget
    start: budgetStart
    email: toldTo
  }
}

@description('azd finds the app in this group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Where the app is reached.')
output ACTIVEREACH_URL string = empty(publicUrl) ? app.outputs.url : publicUrl

@description('The vault with the key that the first admin comes in by (bootstrap-key).')
output ACTIVEREACH_VAULT string = secrets.outputs.name
