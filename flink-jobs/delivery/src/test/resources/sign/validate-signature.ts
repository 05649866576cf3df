import * as CryptoJS from 'crypto-js';
export const validateSignature = (signature: string): boolean => {
try {
const secret = process.env.APP_SECRET;
const appId = process.env.APP_ID;
const apiKey = process.env.API_KEY;
const expectedValue = `${appId}~${apiKey}`
const bytes = CryptoJS.AES.decrypt(signature, secret);
const originalText = bytes.toString(CryptoJS.enc.Utf8);
if (!originalText) {
return false;
}
return originalText === expectedValue
} catch (error) {
return false
}
}
