// The app on Flex Consumption, and every setting of it.
param name string
param planName string
param location string
param tags object
param zoneRedundant bool
param maximumInstances int
param alwaysReadyInstances int

@description('Subnet that the app calls out through; empty for none.')
param subnetId string

param identityId string
param identityClientId string
param signInClientId string
param publicUrl string
param adminEmail string
param hostStorageName string
param deploymentContainer string
param ledgerEndpoint string
param mediaEndpoint string
param cosmosEndpoint string
param cosmosDatabase string
param vaultUri string
param vaultName string
param vaultSettings string[]
param communicationEndpoint string
param emailPerMinute int
param smsPerMinute int
param memberMailFrom string
param insightsConnection string

var signsIn = !empty(signInClientId)

// What a request may carry through the front of Flex Consumption is 210 MB.
var largestFileMiB = 190

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds the app of azure.yaml by this tag.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2', http20Enabled: true }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainer
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
        // Clicks and receipts wait for a store, not for a processor.
        triggers: { http: { perInstanceConcurrency: 64 } }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__accountName: hostStorageName
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        AZURE_CLIENT_ID: identityClientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
        FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: string(largestFileMiB * 1024 * 1024)
        ActiveReach__Store: 'azure'
        ActiveReach__Store__Documents__Endpoint: cosmosEndpoint
        ActiveReach__Store__Documents__Database: cosmosDatabase
        ActiveReach__Store__Ledger__Endpoint: ledgerEndpoint
        ActiveReach__Store__Media__Endpoint: mediaEndpoint
        ActiveReach__PublicUrl: empty(publicUrl) ? 'https://${app.properties.defaultHostName}' : publicUrl
        ActiveReach__PlatformSignIn: signsIn ? 'true' : 'false'
        ActiveReach__BootstrapAdmin: adminEmail
        ActiveReach__BootstrapKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/bootstrap-key)'
        ActiveReach__LinkSigningKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/link-signing-key)'
        ActiveReach__WebhookSecrets__acs: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/webhook-acs)'
        ActiveReach__Imports__LargestMiB: string(largestFileMiB)
        ActiveReach__CommunicationServices__Endpoint: communicationEndpoint
        ActiveReach__CommunicationServices__ClientId: identityClientId
        ActiveReach__CommunicationServices__EmailPerMinute: string(emailPerMinute)
        ActiveReach__CommunicationServices__SmsPerMinute: string(smsPerMinute)
        ActiveReach__MemberMail__From: memberMailFrom
      },
      toObject(
        vaultSettings,
        setting => 'ActiveReach__${setting}',
        setting => '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${replace(setting, '__', '-')})'
      ),
      // In place of a secret the application trusts the identity (a federated credential).
      signsIn ? { OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId } : {}
    )
  }

  // People sign in; keys, links and webhooks go by, for the app to judge.
  resource signIn 'config' = if (signsIn) {
    name: 'authsettingsV2'
    dependsOn: [settings]
    properties: {
      platform: { enabled: true }
      globalValidation: { unauthenticatedClientAction: 'AllowAnonymous' }
      login: { tokenStore: { enabled: false } }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
            clientId: signInClientId
            clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
          }
        }
      }
    }
  }

  // Nobody deploys with a password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output url string = 'https://${app.properties.defaultHostName}'
