import { graphql } from '@bincard/client';

export const SETTINGS = graphql(`
  query Settings {
    settings {
      code
      name
      timeZone
      currency
      overReceiptPercent
      allowSelfApproval
      autoFixKinds
    }
  }
`);

export const UPDATE_SETTINGS = graphql(`
  mutation UpdateSettings($input: SettingsInput!) {
    updateSettings(input: $input) {
      code
    }
  }
`);
