// What comes back: receipts and replies go to the app's webhook. Event Grid asks the app first, which must run by then.
param topicName string
param appUrl string

@secure()
param webhookSecret string

param deadEventsAccountId string
param deadEventsContainer string

var subscriptions = [
  {
    name: 'texts'
    types: ['Microsoft.Communication.SMSReceived', 'Microsoft.Communication.SMSDeliveryReportReceived']
  }
  {
    name: 'mails'
    types: [
      'Microsoft.Communication.EmailDeliveryReportReceived'
      'Microsoft.Communication.EmailEngagementTrackingReportReceived'
    ]
  }
]

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

// One after the other: Azure refuses changes of one topic at the same time.
@batchSize(1)
resource each 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for subscription in subscriptions: {
    parent: topic
    name: subscription.name
    properties: {
      eventDeliverySchema: 'EventGridSchema'
      filter: { includedEventTypes: subscription.types }
      destination: {
        endpointType: 'WebHook'
        properties: {
          // The secret is a secure parameter; the rule sees the text around it.
          #disable-next-line use-secure-value-for-secure-inputs
          endpointUrl: '${appUrl}/api/webhooks/acs?secret=${webhookSecret}'
          // A request of the app takes 1 MiB, and an event is about a KiB.
          maxEventsPerBatch: 200
          preferredBatchSizeInKilobytes: 512
          minimumTlsVersionAllowed: '1.2'
        }
      }
      // As long as Event Grid allows: a STOP must not get lost.
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
      deadLetterWithResourceIdentity: {
        identity: { type: 'SystemAssigned' }
        deadLetterDestination: {
          endpointType: 'StorageBlob'
          properties: { resourceId: deadEventsAccountId, blobContainerName: deadEventsContainer }
        }
      }
    }
  }
]
