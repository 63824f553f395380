// Texts and mails, and the topic that tells what becomes of them.
param name string
param emailName string
param topicName string
param tags object
param dataLocation string
param emailDomain string
param emailDomainVerified bool

var isOwn = !empty(emailDomain)
var isUsable = !isOwn || emailDomainVerified

resource email 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: emailName
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource domain 'Microsoft.Communication/emailServices/domains@2025-09-01' = {
  parent: email
  name: isOwn ? emailDomain : 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: isOwn ? 'CustomerManaged' : 'AzureManaged'
    // Links and pixel are the app's own.
    userEngagementTracking: 'Disabled'
  }
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    linkedDomains: isUsable ? [domain.id] : []
    disableLocalAuth: true
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: topicName
  location: 'global'
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: communication.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

output name string = communication.name
output endpoint string = 'https://${communication.properties.hostName}'
output memberMailFrom string = isUsable ? 'DoNotReply@${domain.properties.fromSenderDomain}' : ''
output topicId string = topic.id
output topicName string = topic.name
output topicPrincipalId string = topic.identity.principalId
